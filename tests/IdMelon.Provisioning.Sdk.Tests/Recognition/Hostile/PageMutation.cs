using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>What can happen to a page.</summary>
internal enum MutationKind
{
    RenameId,
    DropElement,
    DuplicateElement,
    DuplicateView,
    MoveElement,
    NestElement,
    WrapInView,
    AddDialog,
    AddForm,
    AddField,
    AddButton,
    AddText,
    Disable,
    DisableAncestor,
    MarkTwin,
    MarkAncestorTwin,
    StripNumber,
    DuplicateNumber,
    HostileNumber,
    HostileId,
    HostileFact,
    HostileLanguage,
    HostilePath,
    HostileMarkup,
    ShiftNumbers,
}

/// <summary>One change of a page, chosen by numbers so that a failing case can be made smaller.</summary>
internal sealed record PageMutation(MutationKind Kind, int First, int Second)
{
    private static readonly string[] Words =
        ["Next", "Weiter", "次へ", "Done", "完了", "Passkey", "パスキー", "Sicherheitsschlüssel", "Add sign-in method", "Skip for now", "Use a Temporary Access Pass", "التالي", "다음", "Ďalej", "İleri", "👩‍🚀", "\u202Etxen"];

    private static readonly string[] Hostile =
        ["\"]", "']", "*", ":has(*)", "a,b", "\\", "\0", "\uD800", "👩‍🚀", "idSIButton9\"], *[id=\"x", "</div>", "<script>", "&lt;&quot;", " ", "-->", "$&", new('x', 65536)];

    private static readonly string[] Numbers = ["0", "-1", "99999999999999", "1.5", "1e1", " 1", "+1", "01", "١", "NaN", "", "0x1"];

    private static readonly string[] Languages = ["", "x", "-", "de--", "en-US-u-ca-gregory", "zzzzzzzzzzzzzzzz", "../../etc", "\0", "日本語", new('a', 10000)];

    private static readonly string[] Paths = ["", "/", "security-info", "/SECURITY-INFO", "/security-info/", "//fido/create", "/{id}/fido/create/..", "/\0", new('/', 10000)];

    private static readonly string[] Facts = ["pgid", "PageID", "viewid", "sErrorCode", "iErrorCode", "iErrorTitle", "hpgid", "ReqLC", "LocLC", "iRemainingDaysToSkipMfaRegistration"];

    private static readonly string[] FactValues =
        ["", "0", "ConvergedSignIn", "KmsiInterrupt", "ConvergedTFA", "ConvergedProofUpRedirect", "ConvergedError", "convergedsignin", "56", "1", "24", "12", "130503", "-1", "\0", "null", new('9', 1000)];

    private static readonly string[] Markup =
    [
        "<template><button data-n=\"1\">Next</button></template>", "<svg><button data-n=\"1\" id=\"idSIButton9\"></button><foreignObject><input name=\"accesspass\" data-n=\"2\"></foreignObject></svg>",
        "<math><mi><input name=\"loginfmt\" data-n=\"1\"></mi></math>", "<table><input name=\"accesspass\" data-n=\"2\"><tr><button>", "<select><button data-n=\"3\">", "<!-- <button data-n=\"1\"> -->", "<![CDATA[ <b> ]]>",
        "<form><form><input name=\"accesspass\" data-n=\"9\">", "</form></div></main></body></html><button data-n=\"1\">", "<b><i></b></i><p><p>", "<input name=accesspass data-n=1 data-n=2 DATA-N=3>", "<frameset>", "<noscript><button data-n=1>",
        "<textarea><button data-n=1>", "<title><input name=accesspass>", "<xmp><button data-n=1>", "<plaintext><button data-n=1>", "&#0;&#x110000;&amp;amp;&notit;", "<a href=x><a href=y data-n=1>", "<\0div data-n=1>", "<div data-n=\"1\"",
    ];

    public static PageSnapshot Apply(PageSnapshot page, IEnumerable<PageMutation> mutations)
    {
        foreach (var mutation in mutations)
        {
            page = mutation.Apply(page);
        }

        return page;
    }

    private PageSnapshot Apply(PageSnapshot page) => Kind switch
    {
        MutationKind.HostileFact => page with { Facts = new Dictionary<string, string>(page.Facts) { [Pick(Facts, First)] = Pick(FactValues, Second) } },
        MutationKind.HostileLanguage => page with { Language = Pick(Languages, First) },
        MutationKind.HostilePath => page with { Path = Pick(Paths, First) },
        MutationKind.HostileMarkup => page with { Html = page.Html.Insert(Second % (page.Html.Length + 1), Pick(Markup, First)) },
        _ => page with { Html = Edit(page.Html) },
    };

    private string Edit(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var body = document.Body;
        if (body is null || body.QuerySelectorAll("*").ToList() is not { Count: > 0 } all)
        {
            return html;
        }

        // A control is changed more often than its surroundings.
        var controls = all.Where(element => element.HasAttribute("data-n")).ToList();
        var one = controls.Count > 0 && First % 3 != 0 ? Pick(controls, First / 3) : Pick(all, First / 3);
        var other = Pick(all, Second);
        Change(document, one, other);
        return body.InnerHtml;
    }

    private void Change(IDocument document, IElement one, IElement other)
    {
        switch (Kind)
        {
            case MutationKind.RenameId:
                one.SetAttribute("id", $"id__{Second % 100}");
                break;
            case MutationKind.DropElement:
                one.Remove();
                break;
            case MutationKind.DuplicateElement:
                one.Insert(AdjacentPosition.AfterEnd, one.OuterHtml);
                break;
            case MutationKind.DuplicateView when (one.Closest("[data-viewid], [role=dialog], form") ?? one) is var view:
                view.Insert(AdjacentPosition.AfterEnd, Renumbered(document, view, 40));
                break;
            case MutationKind.MoveElement when !one.Contains(other):
                other.Insert(AdjacentPosition.BeforeBegin, one.OuterHtml);
                one.Remove();
                break;
            case MutationKind.NestElement when !one.Contains(other):
                other.AppendChild(one);
                break;
            case MutationKind.WrapInView:
                Wrap(one, Pick(["<div data-viewid=\"1\">", "<div role=\"dialog\">", "<form>", "<main>", "<dialog>", "<fieldset disabled>", "<div data-twin>", "<div disabled>", "<template>"], Second));
                break;
            case MutationKind.AddDialog:
                other.Insert(AdjacentPosition.BeforeEnd, $"<div role=\"{Pick(["dialog", "alertdialog"], First)}\"><h2>{Word}</h2><input type=\"text\" data-n=\"61\"><button class=\"ms-Button--primary\" data-n=\"62\">{Word}</button></div>");
                break;
            case MutationKind.AddForm:
                other.Insert(AdjacentPosition.BeforeEnd, $"<form><input name=\"{Pick(["loginfmt", "accesspass", "passwd", "otc"], Second)}\" data-n=\"63\"><input type=\"submit\" id=\"idSIButton9\" data-text=\"{Word}\" data-n=\"64\"></form>");
                break;
            case MutationKind.AddField:
                other.Insert(AdjacentPosition.BeforeEnd, $"<input type=\"{Pick(["text", "password", "email", "submit"], First)}\" name=\"{Pick(["loginfmt", "accesspass", "passwd", "x"], Second)}\" data-n=\"65\">");
                break;
            case MutationKind.AddButton:
                other.Insert(AdjacentPosition.BeforeEnd, $"<button type=\"submit\" id=\"{Pick(["idSIButton9", "idBtn_Back", "otherTile", "accessPassLink", "x"], First)}\" data-testid=\"authmethod-picker-x\" data-n=\"66\">{Word}</button>");
                break;
            case MutationKind.AddText:
                one.Insert(AdjacentPosition.AfterBegin, Word);
                break;
            case MutationKind.Disable:
                one.SetAttribute("disabled", "");
                break;
            case MutationKind.DisableAncestor:
                (one.ParentElement ?? one).SetAttribute("disabled", Pick(["", "disabled", "false"], Second));
                break;
            case MutationKind.MarkTwin:
                one.SetAttribute("data-twin", "");
                break;
            case MutationKind.MarkAncestorTwin:
                (one.ParentElement ?? one).SetAttribute("data-twin", "");
                break;
            case MutationKind.StripNumber:
                one.RemoveAttribute("data-n");
                break;
            case MutationKind.DuplicateNumber:
                other.SetAttribute("data-n", one.GetAttribute("data-n") ?? "1");
                break;
            case MutationKind.HostileNumber:
                one.SetAttribute("data-n", Pick(Numbers, Second));
                break;
            case MutationKind.HostileId:
                one.SetAttribute(Pick(["id", "name", "data-testid", "data-viewid", "class", "role"], First), Pick(Hostile, Second));
                break;
            case MutationKind.ShiftNumbers:
                foreach (var control in document.QuerySelectorAll("[data-n]"))
                {
                    control.SetAttribute("data-n", (1 + (Second % 3)).ToString(CultureInfo.InvariantCulture));
                }

                break;
        }
    }

    private string Word => Pick(Words, First + Second);

    private static void Wrap(IElement element, string open)
    {
        var inner = element.OuterHtml;
        element.OuterHtml = $"{open}{inner}</{open[1..].Split(' ', '>')[0]}>";
    }

    private static string Renumbered(IDocument document, IElement view, int from)
    {
        var copy = (IElement)view.Clone();
        foreach (var control in copy.QuerySelectorAll("[data-n]"))
        {
            control.SetAttribute("data-n", (from++).ToString(CultureInfo.InvariantCulture));
        }

        return copy.OuterHtml;
    }

    private static T Pick<T>(IReadOnlyList<T> list, int number) => list[number % list.Count];
}
