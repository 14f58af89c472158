namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>Bytes that came from outside are not what they should be; the message is a sentence without a secret.</summary>
/// <remarks>Thrown by the readers of this folder and caught by the verifiers, which turn it into a refusal.</remarks>
internal sealed class MalformedDataException(string message, Exception? inner = null) : FormatException(message, inner);
