using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Local.StuckPages;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.EndToEnd.Tests;

public sealed class StuckPageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_page_of_the_sign_in_is_kept_for_a_packs_author()
    {
        var scratch = Directory.CreateTempSubdirectory("stuck-pages-");
        try
        {
            await using var world = await World.StartAsync();
            world.Options.PagePatience = TimeSpan.FromSeconds(1);
            world.Simulator.Pages.UnknownInterrupt = true;
            var store = new StuckPageFolder(new StuckPageFolderOptions { Folder = Path.Combine(scratch.FullName, "stuck"), TakesScreenshots = true });
            world.StuckPages = store;
            var user = world.AddUser("grace");

            var record = await world.ProvisionAsync(user, Token);

            record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
            record.Error!.Code.ShouldBe(ErrorCodes.PageUnknown);
            await world.ShouldBeCleanAsync(user);
            var bundle = Directory.GetDirectories(store.Folder).ShouldHaveSingleItem();
            var page = SnapshotJson.Read(await File.ReadAllTextAsync(Path.Combine(bundle, "snapshot.json"), Token));
            new PackRecognizer(EntraCloud.Public).Recognize(page).Kind.ShouldBe(PageStepKind.Unknown);
            page.Html.ShouldContain("data-n=");
            foreach (var file in Directory.GetFiles(bundle))
            {
                (await File.ReadAllTextAsync(file, Token)).ShouldNotContain("grace", Case.Insensitive);
            }

            var picture = await File.ReadAllBytesAsync(Path.Combine(store.ScreenshotFolder, Path.GetFileName(bundle) + ".png"), Token);
            picture.AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue();
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
