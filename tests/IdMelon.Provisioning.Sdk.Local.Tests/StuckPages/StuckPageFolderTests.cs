using System.Collections;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Local.StuckPages;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.StuckPages;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Local.Tests.StuckPages;

public sealed class StuckPageFolderTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero);

    private readonly ScratchFolder scratch = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(scratch.Root, "stuck");

    private string[] Bundles => [.. Directory.GetDirectories(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task A_page_is_a_folder_that_recognition_reads_again()
    {
        var page = Page();

        var store = Open();
        await store.SaveAsync(page, Token);

        store.Saved.ShouldBe(1);
        Bundles.ShouldBe(["20260304-050607-089-run-1"]);
        Directory.GetFiles(Path.Combine(Folder, Bundles[0])).Select(Path.GetFileName).ShouldBe(["snapshot.json", "evidence.json", "page.html", "README.txt"], ignoreOrder: true);
        SnapshotJson.Read(await ReadAsync("snapshot.json")).Html.ShouldBe(page.Snapshot.Html);
        var evidence = JsonNode.Parse(await ReadAsync("evidence.json"))!;
        ((string)evidence["kind"]!).ShouldBe("Unknown");
        ((string)evidence["state"]!).ShouldBe("SigningIn");
        ((string)evidence["error"]!["code"]!).ShouldBe(ErrorCodes.PageUnknown);
        ((string)evidence["nearMisses"]![0]!["rule"]!).ShouldBe("sign-in/username");
        ((string)evidence["pack"]!).ShouldBe("entra 7");
        ((string)evidence["sdkVersion"]!).ShouldNotBeNullOrEmpty();
        (await ReadAsync("README.txt")).ShouldContain("CONTRIBUTING.md");
    }

    [Fact]
    public async Task The_page_to_look_at_is_readable_and_inert()
    {
        await Open().SaveAsync(Page(), Token);

        var html = await ReadAsync("page.html");

        html.ShouldContain("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; form-action 'none'; base-uri 'none'\">");
        html.ShouldContain("<html lang=\"es\" dir=\"ltr\">");
        html.ShouldContain("\n  <h1>\n    Hola\n  </h1>\n");
        html.ShouldNotContain("<script");
    }

    [Fact]
    public async Task Everything_is_the_owners()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Reads file modes.");
            return;
        }

        await Open(screenshots: true).SaveAsync(Page() with { Screenshot = new byte[] { 1 } }, Token);

        foreach (var path in new[] { Folder, $"{Folder}-sensitive" }.SelectMany(folder => Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder)))
        {
            (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)).ShouldBe(UnixFileMode.None, path);
        }
    }

    [Fact]
    public async Task A_screenshot_is_kept_apart_and_only_if_it_was_asked_for()
    {
        var page = Page() with { Screenshot = new byte[] { 137, 80, 78, 71 } };

        await Open().SaveAsync(page, Token);
        Directory.Exists($"{Folder}-sensitive").ShouldBeFalse();
        await Open(screenshots: true).SaveAsync(page, Token);

        Directory.GetFiles($"{Folder}-sensitive").Select(Path.GetFileName).ShouldBe(["20260304-050607-089-run-1~002.png", "SENSITIVE.txt"], ignoreOrder: true);
        Directory.GetFiles(Folder, "*.png", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/root/x")]
    [InlineData("..\\..\\x:y|*?<>")]
    [InlineData("a\0b\u001b[31m\r\n")]
    [InlineData("ünïcödé \ud83d\ude00 \ud83d")]
    [InlineData("")]
    [InlineData(".")]
    public async Task A_hostile_request_id_leads_nowhere(string requestId)
    {
        await Open().SaveAsync(Page(requestId + new string('x', 300)), Token);
        await Open().SaveAsync(Page(requestId), Token);

        Bundles.Length.ShouldBe(2);
        Bundles.ShouldAllBe(name => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_') && name.Length < 100);
        Directory.GetFileSystemEntries(scratch.Root).ShouldBe([Folder]);
    }

    [Fact]
    public async Task Only_the_newest_pages_are_kept_with_their_screenshots()
    {
        var store = Open(screenshots: true, keep: 2);
        for (var i = 0; i < 4; i++)
        {
            await store.SaveAsync(Page() with { At = At.AddSeconds(i), Screenshot = new byte[] { 1 } }, Token);
        }

        Bundles.ShouldBe(["20260304-050609-089-run-1", "20260304-050610-089-run-1"]);
        Directory.GetFiles($"{Folder}-sensitive", "*.png").Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_somebody_else_put_there_stays()
    {
        await Open().SaveAsync(Page(), Token);
        await File.WriteAllTextAsync(Path.Combine(Folder, Bundles[0], "notes.txt"), "mine", Token);
        Directory.CreateDirectory(Path.Combine(Folder, "20200101-000000-000-other"));
        Directory.CreateDirectory(Path.Combine(Folder, "own"));

        await Open(keep: 1).SaveAsync(Page() with { At = At.AddHours(1) }, Token);
        await Open(keep: 1).SaveAsync(Page() with { At = At.AddHours(2) }, Token);

        Bundles.ShouldBe(["20200101-000000-000-other", "20260304-050607-089-run-1", "20260304-070607-089-run-1", "own"]);
    }

    [Fact]
    public async Task Two_stores_at_once_lose_no_page()
    {
        var (one, other) = (Open(keep: 100), Open(keep: 100));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : other).SaveAsync(Page(), Token)));

        Bundles.Length.ShouldBe(40);
        Bundles.ShouldAllBe(name => Directory.GetFiles(Path.Combine(Folder, name)).Length == 4);
        (one.Saved + other.Saved).ShouldBe(40);
    }

    [Fact]
    public async Task Two_stores_at_once_keep_no_more_than_they_should()
    {
        var (one, other) = (Open(keep: 3), Open(keep: 3));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : other).SaveAsync(Page() with { At = At.AddSeconds(i) }, Token)));
        await one.SaveAsync(Page() with { At = At.AddHours(1) }, Token);

        Bundles.Length.ShouldBe(3);
        Bundles[^1].ShouldBe("20260304-060607-089-run-1");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_error_and_nothing_is_counted()
    {
        await File.WriteAllTextAsync(Folder, "a file", Token);

        var store = Open();
        await Should.ThrowAsync<IOException>(() => store.SaveAsync(Page(), Token));

        store.Saved.ShouldBe(0);
    }

    [Fact]
    public async Task A_disk_that_is_full_in_the_middle_leaves_nothing_half_written()
    {
        var page = Page();
        var store = Open();

        await Should.ThrowAsync<IOException>(() => store.SaveAsync(page with { Step = page.Step with { NearMisses = new FullDisk() } }, Token));

        Directory.GetFileSystemEntries(Folder).ShouldBeEmpty();
        store.Saved.ShouldBe(0);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("a\0b", 5)]
    [InlineData("/", 5)]
    [InlineData("ok", 0)]
    [InlineData("ok", 10_001)]
    public void Wrong_options_are_refused(string folder, int keep) =>
        Should.Throw<ProvisioningException>(() => new StuckPageFolder(new StuckPageFolderOptions { Folder = folder, KeepAtMost = keep })).Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);

    [Fact]
    public void It_is_added_unless_there_is_another_one()
    {
        using var provider = new ServiceCollection().AddStuckPageFolder(options => options.Folder = Folder).AddStuckPageFolder(_ => { }).AddProvisioning().BuildServiceProvider();

        provider.GetServices<IStuckPageStore>().ShouldHaveSingleItem().ShouldBeOfType<StuckPageFolder>().Folder.ShouldBe(Folder);
    }

    public void Dispose() => scratch.Dispose();

    private StuckPageFolder Open(bool screenshots = false, int keep = 50) => new(new StuckPageFolderOptions { Folder = Folder, KeepAtMost = keep, TakesScreenshots = screenshots });

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Folder, Bundles[0], file), Token);

    private static StuckPage Page(string requestId = "run-1") => new(
        requestId,
        At,
        ProvisioningState.SigningIn,
        new PageSnapshot { Id = "s", DocumentId = "d", Origin = "https://login.microsoftonline.com", Path = "/x", Html = "<main><h1>Hola</h1><input data-n=\"1\"></main>", Language = "es", Fingerprint = "f" },
        new PageStep(PageStepKind.Unknown, new Dictionary<PageTarget, ControlReference>(), new(null, null, "es", [])) { NearMisses = [new("sign-in/username", PageStepKind.Username, ["host:SignIn"], "fact")] })
    {
        Error = ProvisioningError.Of(ErrorCodes.PageUnknown),
        Pack = "entra 7",
    };

    /// <summary>Is asked for when the first file is written already.</summary>
    private sealed class FullDisk : IReadOnlyList<NearMiss>
    {
        public int Count => throw new IOException("No space left on device");

        public NearMiss this[int index] => throw new IOException("No space left on device");

        public IEnumerator<NearMiss> GetEnumerator() => throw new IOException("No space left on device");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
