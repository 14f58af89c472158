using System.Text.Json;
using IdMelon.Provisioning.Browsing;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Benchmarks.Recording;

/// <summary>Looks at a window with the script that runs use, and asks the simulator's page what it is in the same moment.</summary>
internal sealed class CorpusWatch
{
    private const int Looks = 20;

    private static readonly string Script = $"async given => {{ const reply = await ({PageScripts.Step})(given); return JSON.stringify([reply, ({Read("label.js")})()]); }}";

    private readonly IPage page;
    private readonly string scene;
    private readonly string language;
    private readonly string account;
    private string? sent;
    private string? document;

    public CorpusWatch(IPage page, string scene, string language, string account)
    {
        this.page = page;
        this.scene = scene;
        this.language = language;
        this.account = account;
        page.Response += async (_, response) =>
        {
            if (response.Request.IsNavigationRequest && response.Frame == page.MainFrame && response.Status == 200)
            {
                sent = await TextAsync(response);
            }
        };
    }

    /// <summary>Gets the pages that were looked at, in their order.</summary>
    public List<CorpusPage> Pages { get; } = [];

    /// <summary>Captures the page as soon as it has settled; one that goes away meanwhile is followed.</summary>
    public async Task LookAsync()
    {
        var until = new CaptureRequest { Patience = TimeSpan.FromSeconds(2), ExpectedAccount = account };
        for (var look = 1; look <= Looks; look++)
        {
            try
            {
                using var answer = JsonDocument.Parse(await page.EvaluateAsync<string>(Script, StepProtocol.Write([], until)));
                var snapshot = StepProtocol.Read(answer.RootElement[0].GetString()!).Snapshot;

                // What was sent is worth keeping for the first view only, which the document came with.
                Pages.Add(new(scene, language, answer.RootElement[1].Clone(), snapshot, snapshot.DocumentId == document ? null : sent));
                document = snapshot.DocumentId;
                return;
            }
            catch (PlaywrightException) when (look < Looks)
            {
                // The document was replaced under the call: the next look sees the new one.
            }
        }
    }

    private static async Task<string?> TextAsync(IResponse response)
    {
        try
        {
            return await response.TextAsync();
        }
        catch (PlaywrightException)
        {
            // The browser keeps no body of a document that it has left already.
            return null;
        }
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(CorpusWatch).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
