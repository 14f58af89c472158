using System.Runtime.InteropServices;

namespace IdMelon.Provisioning.Browsers.Tests;

public sealed class BrowserFinderTests
{
    [Fact]
    public void The_path_is_searched_before_the_usual_places()
    {
        var places = BrowserFinder.Places(OSPlatform.Linux, name => name == "PATH" ? "/home/ada/bin/::/opt/bin" : null);

        places[0].ShouldBe("/home/ada/bin/chromium");
        places[1].ShouldBe("/opt/bin/chromium");
        places.ShouldContain("/opt/bin/microsoft-edge");
        places.ShouldContain("/usr/bin/google-chrome");
        places.ToList().IndexOf("/opt/bin/microsoft-edge").ShouldBeLessThan(places.ToList().IndexOf("/usr/bin/chromium"));
        places.ShouldBeUnique();
    }

    [Fact]
    public void Windows_and_macOS_have_places_of_their_own()
    {
        var windows = BrowserFinder.Places(OSPlatform.Windows, name => name switch { "PATH" => @"C:\Tools;D:\Bin\", "ProgramFiles" => @"C:\Program Files", _ => null });
        windows[0].ShouldBe(@"C:\Tools\chrome.exe");
        windows.ShouldContain(@"D:\Bin\msedge.exe");
        windows.ShouldContain(@"C:\Program Files\Microsoft\Edge\Application\msedge.exe");

        var mac = BrowserFinder.Places(OSPlatform.OSX, name => name == "HOME" ? "/Users/ada" : null);
        mac.ShouldContain("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
        mac.ShouldContain("/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium");
    }

    [Fact]
    public void The_first_place_that_exists_is_taken() =>
        BrowserFinder.Find(["/a", "/b", "/c"], place => place is "/b" or "/c").ShouldBe("/b");

    [Fact]
    public void A_missing_browser_is_told_with_the_places_looked_at()
    {
        var error = Should.Throw<ProvisioningException>(() => BrowserFinder.Find(["/a/chromium", "/b/chrome"], _ => false)).Error;

        error.Code.ShouldBe(ErrorCodes.BrowserMissing);
        error.Message.ShouldContain("/a/chromium, /b/chrome");
        error.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public void This_machine_has_one() => File.Exists(BrowserFinder.Find()).ShouldBeTrue();
}
