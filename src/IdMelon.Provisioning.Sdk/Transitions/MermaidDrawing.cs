using System.Text;

namespace IdMelon.Provisioning.Transitions;

/// <summary>Draws a table as a Mermaid state diagram.</summary>
public static class MermaidDrawing
{
    /// <summary>Draws the table; rows between the same two states share one arrow.</summary>
    public static string Of(TransitionTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder("stateDiagram-v2\n    [*] --> Ready\n");
        foreach (var arrow in table.Rows.Where(row => row.From != row.To).GroupBy(row => (row.From, row.To)))
        {
            text.Append("    ").Append(arrow.Key.From).Append(" --> ").Append(arrow.Key.To).Append(" : ").AppendJoin("<br/>", arrow.Select(row => row.On)).Append('\n');
        }

        return text.Append("    Finished --> [*]\n").ToString();
    }
}
