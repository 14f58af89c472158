using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>What a page at security info may be taken for at most. That page has no facts like a sign-in page's, so this is all that tells a click there from a wrong one.</summary>
/// <remarks>
/// The button that adds a method: by automation id and icon, or by its words. A method: by its test id and its words. The button in front of the ceremony: by its words, in the one open dialog or
/// in the page's main part. The passkey's name: the one text field of the one open dialog, which asks for no password. What is offered behind an open dialog is out of reach.
/// </remarks>
internal static class SecurityInfoOracle
{
    private static readonly string[] AddWords = ["Add sign-in method", "Add method", "Anmeldemethode hinzufügen", "Methode hinzufügen", "サインイン方法の追加", "方法の追加"];
    private static readonly string[] PasskeyWords = ["Passkey", "Security key", "Security key or passkey", "Sicherheitsschlüssel", "パスキー", "セキュリティ キー"];
    private static readonly string[] NextWords = ["Next", "Weiter", "次へ"];

    public static IReadOnlyList<string> Complaints(PageSnapshot page, PageStep step)
    {
        var complaints = new List<string>(TargetOracle.Complaints(page, step));
        using var document = new HtmlParser().ParseDocument(page.Html);
        foreach (var (name, reference) in step.Targets)
        {
            if (document.QuerySelector($"[data-n=\"{reference.Number}\"]") is { } target && !MayBe(step.Kind, name, target))
            {
                complaints.Add($"{name} of {ActedSteps.Describe(step)} is {target.OuterHtml}");
            }
        }

        return complaints;
    }

    private static bool MayBe(PageStepKind kind, PageTarget name, IElement target) => (kind, name) switch
    {
        (PageStepKind.SecurityInfo or PageStepKind.ExistingPasskey, PageTarget.AddMethod) => IsAddButton(target) || Says(target, AddWords),
        (PageStepKind.MethodPicker, PageTarget.Passkey) when target.GetAttribute("role") == "option" => Says(target, PasskeyWords) && target.Closest("[role=dialog]") is not null,
        (PageStepKind.MethodPicker, PageTarget.Passkey) => target.GetAttribute("data-testid")?.StartsWith("authmethod-picker-", StringComparison.Ordinal) == true && Says(target, PasskeyWords),
        (PageStepKind.PasskeyIntroduction, PageTarget.Continue) => target.LocalName == "button" && Says(target, NextWords),
        (PageStepKind.PasskeyName, PageTarget.Name) => IsOnlyTextField(target),
        (PageStepKind.PasskeyName, PageTarget.Continue) => target.LocalName == "button" && (target.ClassList.Contains("ms-Button--primary") || Says(target, NextWords)),
        (PageStepKind.MethodPickerClosed, PageTarget.Open) => target.GetAttribute("role") == "combobox",
        (PageStepKind.MethodChosen, PageTarget.Continue) => target.LocalName == "button" && target.Closest("[role=dialog]")?.QuerySelector("[role=combobox]") is not null,
        (PageStepKind.KeyType, PageTarget.Usb) => target.Closest("[role=dialog]") is not null && Says(target, ["USB"]),
        _ => false,
    };

    private static bool IsAddButton(IElement target) => target.GetAttribute("data-automationid") == "splitbuttonprimary" && target.QuerySelector("[data-icon-name=Add]") is not null;

    private static bool IsOnlyTextField(IElement target) =>
        target.Closest("[role=dialog], dialog") is { } dialog && dialog.QuerySelectorAll("input").Where(field => field.GetAttribute("type") is not ("submit" or "button" or "checkbox" or "radio")).ToList() is [var only]
        && only == target && target.GetAttribute("type") is null or "text";

    private static bool Says(IElement target, string[] words) =>
        words.Any(word => target.TextContent.Contains(word, StringComparison.OrdinalIgnoreCase) || target.GetAttribute("data-text") == word);
}
