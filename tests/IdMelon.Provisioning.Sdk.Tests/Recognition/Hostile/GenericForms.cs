using System.Text;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>Makes up whole pages with forms, dialogs and tiles out of the words, names and ids that also the real pages use, but without the facts that make up a real page.</summary>
internal static class GenericForms
{
    private static readonly string[] Languages = ["en", "de", "ja", "fr", "ar", "x-klingon", ""];

    private static readonly string[] FieldNames =
        ["loginfmt", "passwd", "accesspass", "otc", "login", "user", "email", "password", "pass", "pin", "code", "name", "device", "q", "username", "j_username", "identifier"];

    private static readonly string[] FieldTypes = ["text", "email", "password", "tel", "search", "number", ""];

    private static readonly string[] Ids =
    [
        "i0116", "i0118", "i0281", "idSIButton9", "idBtn_Back", "idA_PWD_SwitchToCredPicker", "accessPassLink", "tilesHolder", "otherTile", "aadTile", "msaTile", "btnAskLater", "cancelLink",
        "idSubmit_ProofUp_Redirect", "idTxtBx_SAOTCC_OTC", "usernameEntry", "passwordEntry", "acceptButton", "usernameError", "displayName", "loginHeader", "submit", "id__7", "KmsiCheckboxField", "next", "ok",
    ];

    private static readonly string[] Words =
    [
        "Next", "Sign in", "Weiter", "次へ", "Done", "Fertig", "完了", "Add", "Add sign-in method", "Add method", "Anmeldemethode hinzufügen", "Passkey", "Security key", "Sicherheitsschlüssel", "パスキー",
        "Security key or passkey", "Skip for now", "Ask later", "Skip setup", "Use a Temporary Access Pass", "Passkey created", "You're all set", "No", "Yes", "Cancel", "Continue", "OK", "Log in",
    ];

    private static readonly string[] Classes = ["ms-Button--primary", "ms-Link", "primary", "tile", "btn btn-primary", "backButton", ""];

    private static readonly string[] TestIds = ["authmethod-picker-email", "authmethod-picker-fido", "authmethod-picker-x", "primaryButton", "secondaryButton", "signinOptions", "message-bar-error", ""];

    private static readonly string[] Views = ["1", "2", "12", "20", "24", "32", "56", "7"];

    public static string Write(int seed)
    {
        var random = new Random(seed);
        var html = new StringBuilder($"<!doctype html><html lang=\"{Pick(Languages)}\"><head><meta charset=\"utf-8\"><title>{Pick(Words)}</title></head><body>");
        for (var blocks = random.Next(1, 5); blocks > 0; blocks--)
        {
            Block(2);
        }

        return html.Append("</body></html>").ToString();

        void Block(int depth)
        {
            var (open, close) = random.Next(8) switch
            {
                0 => ($"<form{Id()} method=\"post\">", "</form>"),
                1 => ($"<div role=\"dialog\" aria-modal=\"true\"{Id()}>", "</div>"),
                2 => ("<dialog open>", "</dialog>"),
                3 => ($"<div data-viewid=\"{Pick(Views)}\">", "</div>"),
                4 => ("<main>", "</main>"),
                5 => ("<div role=\"main\">", "</div>"),
                6 => ($"<section{Id()}>", "</section>"),
                _ => ("<div>", "</div>"),
            };
            html.Append(open).Append($"<h1>{Pick(Words)}</h1>");
            for (var parts = random.Next(1, 6); parts > 0; parts--)
            {
                if (depth > 0 && random.Next(4) == 0)
                {
                    Block(depth - 1);
                }
                else
                {
                    Part();
                }
            }

            html.Append(close);
        }

        void Part() => html.Append(random.Next(9) switch
        {
            0 or 1 => $"<label>{Pick(Words)}<input{Id()} name=\"{Pick(FieldNames)}\"{Type()} placeholder=\"{Pick(Words)}\"></label>",
            2 => $"<input type=\"submit\"{Id()} value=\"{Pick(Words)}\" class=\"{Pick(Classes)}\">",
            3 => $"<button{Id()} type=\"submit\" class=\"{Pick(Classes)}\">{Pick(Words)}</button>",
            4 => $"<button{Id()} type=\"button\" class=\"{Pick(Classes)}\" data-testid=\"{Pick(TestIds)}\"><span>{Pick(Words)}</span></button>",
            5 => $"<div role=\"button\" tabindex=\"0\" class=\"tile\"{Id()}>{Pick(Words)}</div>",
            6 => $"<a href=\"#\"{Id()}>{Pick(Words)}</a>",
            7 => $"<button type=\"button\" data-automationid=\"splitbutton{(random.Next(2) == 0 ? "primary" : "menu")}\"><i data-icon-name=\"{(random.Next(2) == 0 ? "Add" : "More")}\">+</i>{Pick(Words)}</button>",
            _ => $"<p{Id()}>{Pick(Words)}</p>",
        });

        string Type() => Pick(FieldTypes) is { Length: > 0 } type ? $" type=\"{type}\"" : "";

        string Id() => random.Next(2) == 0 ? $" id=\"{Pick(Ids)}\"" : "";

        string Pick(string[] list) => list[random.Next(list.Length)];
    }
}
