using System.Text;
using IdMelon.Provisioning.Local.Packs;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Local.Tests.Packs;

public sealed class PackFolderTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    [Fact]
    public void Every_json_file_is_read_ordered_by_its_path()
    {
        Write("zz.json", "3");
        Write("phrases/fi.json", "2");
        Write("phrases/deep/er/fa.JSON", "1");
        Write("read.me", "x");

        var files = PackFolder.Read(scratch.Root);

        files.Select(file => file.Name).ShouldBe(["phrases/deep/er/fa.JSON", "phrases/fi.json", "zz.json"]);
        files.Select(file => Encoding.UTF8.GetString(file.Utf8.Span)).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public void Schemas_and_hidden_folders_are_left_out()
    {
        Write("pack.json", "{}");
        Write("schema/pack.schema.json", "{}");
        Write(".git/config.json", "{}");

        PackFolder.Read(scratch.Root).Select(file => file.Name).ShouldBe(["pack.json"]);
    }

    [Fact]
    public void A_linked_file_counts_once_and_a_linked_folder_is_not_followed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Making links takes a privilege on Windows.");
            return;
        }

        Write("..v1/fi.json", "linked");
        File.CreateSymbolicLink(Path.Combine(scratch.Root, "fi.json"), Path.Combine("..v1", "fi.json"));
        Directory.CreateSymbolicLink(Path.Combine(scratch.Root, "round"), scratch.Root);

        var file = PackFolder.Read(scratch.Root).ShouldHaveSingleItem();

        file.Name.ShouldBe("fi.json");
        Encoding.UTF8.GetString(file.Utf8.Span).ShouldBe("linked");
    }

    [Fact]
    public void Of_a_file_that_is_too_long_only_so_much_is_read_that_it_is_refused()
    {
        Write("long.json", new string(' ', 2 * PackFile.MostBytes));

        var file = PackFolder.Read(scratch.Root).ShouldHaveSingleItem();

        file.Utf8.Length.ShouldBe(PackFile.MostBytes + 1);
        Should.Throw<ProvisioningException>(() => PackSet.BuiltIn.With([file])).Error.Message.ShouldContain("long.json, $: it is longer than 1048576 bytes");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0b")]
    [InlineData("/no/such/folder/anywhere")]
    public void A_folder_that_does_not_exist_is_a_wrong_setting(string path)
    {
        var exception = Should.Throw<ProvisioningException>(() => PackFolder.Read(path));

        exception.Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);
        exception.Error.Message.ShouldContain("There is no folder with packs");
    }

    [Fact]
    public void A_folder_without_packs_is_a_wrong_setting()
    {
        Write("read.me", "x");

        Should.Throw<ProvisioningException>(() => PackFolder.Read(scratch.Root)).Error.Message.ShouldContain("holds no pack file");
    }

    [Fact]
    public void A_folder_with_a_great_many_files_is_a_wrong_setting()
    {
        for (var i = 0; i < 1001; i++)
        {
            Write($"{i}.json", "");
        }

        Should.Throw<ProvisioningException>(() => PackFolder.Read(scratch.Root)).Error.Message.ShouldContain("more than 1000 files");
    }

    [Fact]
    public void A_file_that_leads_nowhere_is_a_wrong_setting()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Making links takes a privilege on Windows.");
            return;
        }

        File.CreateSymbolicLink(Path.Combine(scratch.Root, "gone.json"), "nowhere.json");

        Should.Throw<ProvisioningException>(() => PackFolder.Read(scratch.Root)).Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);
    }

    [Fact]
    public void What_a_folder_holds_can_be_put_on_top_of_the_built_in_packs()
    {
        Write("fi.json", """{ "language": "fi", "version": "1.0.0", "schemaVersion": 1, "phrases": { "common.next": [{ "text": "Seuraava", "evidence": "human", "source": "our tenant" }] } }""");

        var packs = PackSet.BuiltIn.With(PackFolder.Read(scratch.Root));

        packs.Phrases.Select(pack => pack.Language.ToString()).ShouldContain("fi");
    }

    public void Dispose() => scratch.Dispose();

    private void Write(string name, string text)
    {
        var path = Path.Combine(scratch.Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
