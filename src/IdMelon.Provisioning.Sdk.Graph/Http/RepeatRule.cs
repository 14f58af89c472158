using Microsoft.Kiota.Abstractions;

namespace IdMelon.Provisioning.Graph.Http;

/// <summary>Goes with a request.</summary>
/// <param name="IsRepeatable">Whether it may be repeated even if it may have been carried out.</param>
internal sealed record RepeatRule(bool IsRepeatable) : IRequestOption;
