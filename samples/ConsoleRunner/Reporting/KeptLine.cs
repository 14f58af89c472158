using Spectre.Console.Rendering;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>A line that takes the place of one that was drawn by a live display: it clears what is left of that one, and ends.</summary>
internal sealed class KeptLine(IRenderable line) : Renderable
{
    private const string EraseLine = "\u001b[2K";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [Segment.Control(EraseLine), .. line.Render(options, maxWidth), Segment.LineBreak];
}
