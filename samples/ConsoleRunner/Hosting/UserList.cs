using System.Globalization;
using System.Text;
using IdMelon.Provisioning.Requests;
using Sylvan.Data.Csv;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Reads the sign-in names of users from a CSV file: a column with a known header, or a single column without one.</summary>
internal static class UserList
{
    private const long LargestFile = 64 * 1024 * 1024;
    private const int LongestCell = 64 * 1024;
    private const int MostComplaints = 5;
    private const int LongestQuote = 60;

    // In the order of preference.
    private static readonly string[] Headers = ["userPrincipalName", "upn", "user"];

    /// <exception cref="ProvisioningException">The file cannot be read, or a line of it makes no sense (<see cref="ErrorCodes.ConfigurationInvalid"/>); the message names file and line.</exception>
    public static async Task<IReadOnlyList<UserPrincipalName>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile)
            {
                throw Wrong($"The file {path} is larger than {LargestFile / 1024 / 1024} MB, so it is no list of users.");
            }

            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return await ReadAsync(path, reader, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Wrong(exception is DecoderFallbackException ? $"The file {path} is not in UTF-8." : $"The file {path} cannot be read.", exception);
        }
    }

    private static async Task<IReadOnlyList<UserPrincipalName>> ReadAsync(string path, StreamReader reader, CancellationToken cancellationToken)
    {
        var users = new Dictionary<UserPrincipalName, int>();
        var complaints = new List<string>();
        var (line, column, width, isFirst) = (1, 0, 1, true);
        try
        {
            // Whatever a line begins with is no comment here.
            var options = new CsvDataReaderOptions { HasHeaders = false, Comment = '\0', MaxBufferSize = LongestCell };
            await using var rows = await CsvDataReader.CreateAsync(reader, options, cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var cells = Enumerable.Range(0, rows.RowFieldCount).Select(rows.GetString).ToList();
                var lines = rows.GetRawRecordSpan().TrimEnd("\r\n").Count('\n') + 1;
                if (cells.TrueForAll(string.IsNullOrWhiteSpace))
                {
                    line += lines;
                    continue;
                }

                if (isFirst && HeaderOf(cells) is { } header)
                {
                    (column, width) = (header, cells.Count);
                }
                else if (isFirst && cells.Count > 1)
                {
                    throw Wrong($"The file {path}, line {line}: of several columns one must be named {string.Join(", ", Headers.SkipLast(1))} or {Headers[^1]}.");
                }
                else if (Complaint(cells, column, width, users, line) is { } complaint)
                {
                    complaints.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}: {complaint}"));
                }

                isFirst = false;
                line += lines;
            }
        }
        catch (CsvFormatException exception)
        {
            throw Wrong($"The file {path}, line {line}: the quotation marks do not fit, or a cell has no end.", exception);
        }

        return complaints.Count > 0 ? throw Wrong($"The file {path}, {string.Join("; ", complaints.Take(MostComplaints))}{(complaints.Count > MostComplaints ? $"; and {complaints.Count - MostComplaints} lines more" : "")}.")
            : users.Count == 0 ? throw Wrong($"The file {path} names no users.")
            : [.. users.Keys];
    }

    private static int? HeaderOf(List<string> cells)
    {
        foreach (var name in Headers)
        {
            var index = cells.FindIndex(cell => cell.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>Takes over the user of a line, or says what is wrong with it.</summary>
    private static string? Complaint(List<string> cells, int column, int width, Dictionary<UserPrincipalName, int> users, int line)
    {
        // A comma or a quotation mark too many has moved the cells; the sign-in name could be another one's.
        if (cells.Skip(width).Any(cell => cell.Length > 0))
        {
            return string.Create(CultureInfo.InvariantCulture, $"there are {cells.Count} cells, and the first line has {width}");
        }

        if (column >= cells.Count)
        {
            return string.Create(CultureInfo.InvariantCulture, $"there are {cells.Count} cells, and the sign-in name should be in cell {column + 1}");
        }

        var cell = cells[column];
        var text = cell.Trim();
        if (text.Length == 0)
        {
            return "there is no sign-in name";
        }

        // A spreadsheet would carry it out; whoever wrote it did not mean a user.
        if (text[0] is '=' or '+' or '-' or '@')
        {
            return $"'{Quote(text)}' begins like a formula";
        }

        if (!UserPrincipalName.TryParse(cell, out var user))
        {
            return $"'{Quote(text)}' is no sign-in name such as ada@contoso.com";
        }

        return users.TryAdd(user, line) ? null : string.Create(CultureInfo.InvariantCulture, $"{user} was in line {users[user]} already");
    }

    private static string Quote(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";

    private static ProvisioningException Wrong(string detail, Exception? exception = null)
    {
        var error = ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, detail);
        return exception is null ? new(error) : new(error, exception);
    }
}
