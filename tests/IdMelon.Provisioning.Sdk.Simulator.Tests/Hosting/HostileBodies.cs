using System.Text;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

/// <summary>Bodies that no well-behaved client would send. The names are those that some address of the simulator looks for.</summary>
internal static class HostileBodies
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly string[] Members =
    [
        "username", "originalRequest", "flowToken", "ctx", "code", "codeVerifier", "ticket", "accepts", "user", "password", "next", "current", "Type", "Data", "VerificationData",
        "displayName", "publicKeyCredential", "requests", "groupIds", "lifetimeInMinutes", "isUsableOnce", "startDateTime", "userPrincipalName", "id", "call", "status", "state",
    ];

    private static readonly string[] Fields =
    [
        "login", "loginfmt", "passwd", "accesspass", "ps", "canary", "ctx", "flowToken", "type", "serverChallenge", "userId", "memberName", "postBackUrl", "cancelUrl", "credentialsJson",
        "attestationObject", "clientDataJson", "credentialId", "grant_type", "client_id", "client_secret", "client_assertion", "scope", "code", "code_verifier", "device_code", "refresh_token",
    ];

    public static (string Name, string ContentType, Func<byte[]> Make)[] All { get; } =
    [
        ("nothing", Json, () => []),
        ("broken JSON", Json, () => "{\"a\":"u8.ToArray()),
        ("JSON of another type", Json, () => "[1,2,3]"u8.ToArray()),
        ("JSON with members twice", Json, () => "{\"Type\":18,\"Type\":12}"u8.ToArray()),
        ("JSON with wrong types", Json, () => "{\"username\":{},\"Type\":\"18\",\"VerificationData\":[],\"publicKeyCredential\":7,\"groupIds\":{},\"requests\":\"x\",\"lifetimeInMinutes\":1e400}"u8.ToArray()),
        ("JSON with half a character for every value", Json, () => Object("\"\\ud800\"")),
        ("JSON with half a character deep within", Json, () => Object("[{\"a\":[\"\\udfff\"]}]")),
        ("JSON with half a character for a name", Json, () => "{\"username\":\"a\",\"\\udc00\":1}"u8.ToArray()),
        ("JSON with half a character in UTF-8", Json, () => [.. "{\"username\":\""u8, 0xed, 0xa0, 0x80, .. "\"}"u8]),
        ("JSON with JSON with half a character", Json, () => Object("\"{\\\"Name\\\":\\\"\\\\ud800\\\"}\"")),
        ("JSON with NUL characters", Json, () => Object("\"\\u0000\"")),
        ("JSON with numbers out of range", Json, () => Object("99999999999999999999")),
        ("JSON with a number that is out of all range", Json, () => Object("-1e999")),
        ("deep JSON", Json, () => Encoding.ASCII.GetBytes(new string('[', 20_000))),
        ("deep JSON that is closed", Json, () => Object(new string('[', 5_000) + new string(']', 5_000))),
        ("bytes that are no text", Json, () => [0xff, 0xfe, 0x00, 0x80, 0xc3]),
        ("an empty form", Form, () => []),
        ("a broken form", Form, () => "%%%=%zz&&&==&ctx=%00&flowToken=%ED%A0%BD"u8.ToArray()),
        ("a form with half a character", Form, () => FormOf("%ED%A0%80")),
        ("a form with half a character for a name", Form, () => "%ED%A0%80=1&ps=56"u8.ToArray()),
        ("a form with NUL characters", Form, () => FormOf("%00")),
        ("a form with JSON with half a character", Form, () => "ps=23&assertion=%7B%22id%22%3A%22%5Cud800%22%7D&credentialsJson=%5B%22%5Cud800%22%5D&ctx=a&canary=b&flowToken=c&serverChallenge=d&postBackUrl=e"u8.ToArray()),
        ("a form with too many fields", Form, () => Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, 3_000).Select(i => $"f{i}=1")))),
        ("a broken multipart form", "multipart/form-data; boundary=x", () => "--x\r\nContent-Disposition: form-data"u8.ToArray()),
        ("a type that is none", "not a type", () => "x"u8.ToArray()),
    ];

    private static byte[] Object(string value) => Encoding.ASCII.GetBytes("{" + string.Join(',', Members.Select(name => $"\"{name}\":{value}")) + "}");

    private static byte[] FormOf(string value) => Encoding.ASCII.GetBytes(string.Join('&', Fields.Select(name => $"{name}={value}")));
}
