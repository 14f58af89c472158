using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Recognition;

/// <summary>Tells which step of the flow a page is.</summary>
/// <remarks>Pure, synchronous and thread-safe.</remarks>
public interface IStepRecognizer
{
    /// <summary>Recognizes a page. A page that no rule claims is <see cref="PageStepKind.Unknown"/>.</summary>
    PageStep Recognize(PageSnapshot snapshot);
}
