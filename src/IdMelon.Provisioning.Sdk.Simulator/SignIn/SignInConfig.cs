using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using Microsoft.AspNetCore.WebUtilities;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Builds the data object that a sign-in page carries.</summary>
internal static class SignInConfig
{
    /// <summary>What every page of the sign-in service has. The shell adds the language of the page.</summary>
    public static JsonObject Shell(CloudHosts hosts, PageLanguage language, string? pageId)
    {
        var config = new JsonObject
        {
            ["pgid"] = pageId,
            ["sessionId"] = Guid.NewGuid().ToString(),
            ["correlationId"] = Guid.NewGuid().ToString(),
            ["locale"] = new JsonObject { ["mkt"] = language.Culture, ["lcid"] = language.Lcid },
            ["country"] = language.Culture.Split('-')[^1],
            ["sCloudInstanceName"] = hosts.InstanceName,
            ["urlNoCookies"] = hosts.SignInOrigin + "/cookiesdisabled",
            ["iErrorCode"] = 0,
        };

        // The numbers of a page are known for these only.
        (int Page, int Action, int Scenario)? numbers = pageId switch
        {
            "ConvergedSignIn" => (1104, 1800, 1013),
            "ConvergedTFA" => (1114, 2202, 1008),
            "KmsiInterrupt" => (1115, 2005, 1000),
            "ConvergedProofUpRedirect" => (1121, 2000, 1000),
            _ => null,
        };
        if (numbers is var (page, action, scenario))
        {
            (config["hpgid"], config["hpgact"], config["scid"]) = (page, action, scenario);
        }

        return config;
    }

    /// <summary>What a page needs to continue a flow.</summary>
    public static JsonObject Continue(CloudHosts hosts, SignInFlow flow, string? pageId, string urlPost)
    {
        var config = Shell(hosts, flow.Language, pageId);
        var resume = ResumeAddress(hosts, flow);
        config["urlPost"] = urlPost;
        config["urlCancel"] = flow.Request.CancelAddress(hosts);
        config["urlResume"] = resume;
        config["urlRefresh"] = resume;
        config["sCtx"] = flow.Context;
        config["sFT"] = flow.FlowToken;
        config["sFTName"] = "flowToken";
        config["canary"] = flow.Canary;
        config["sCanaryTokenName"] = "canary";
        config["apiCanary"] = flow.ApiCanary;
        config["sErrorCode"] = "";
        config["sErrTxt"] = "";
        config["sPOST_Username"] = flow.UserName ?? flow.User?.UserPrincipalName ?? "";
        return config;
    }

    /// <summary>The address that shows the page again on which a flow stands.</summary>
    public static string ResumeAddress(CloudHosts hosts, SignInFlow flow) => $"{Base(hosts, flow)}/resume?ctx={Uri.EscapeDataString(flow.Context)}";

    /// <summary>The tenant's part of the sign-in host.</summary>
    public static string Base(CloudHosts hosts, SignInFlow flow) => $"{hosts.SignInOrigin}/{Uri.EscapeDataString(flow.Request.Tenant)}";

    public static JsonObject SignIn(CloudHosts hosts, SignInFlow flow, IEnumerable<RememberedSignIn> signedIn, string errorCode, JsonObject? known, IReadOnlyList<SimulatedPasskey> passkeys)
    {
        var tenant = Base(hosts, flow);
        var config = Continue(hosts, flow, "ConvergedSignIn", tenant + "/login");
        config["urlPostAad"] = tenant + "/login";
        config["urlPostMsa"] = $"https://{CloudHosts.PersonalAccounts}/ppsecure/partnerpost.srf";
        config["urlGetCredentialType"] = $"{tenant}/GetCredentialType?mkt={flow.Language.Culture}";
        config["urlLogin"] = $"{tenant}/reprocess?ctx={Uri.EscapeDataString(flow.Context)}";
        config["urlFidoLogin"] = $"{hosts.WebAuthnOrigin}/{Uri.EscapeDataString(flow.Request.Tenant)}/fido/get?uiflavor=Web";
        config["sFidoChallenge"] = flow.FidoChallenge;
        config["sCrossDomainCanary"] = flow.CrossDomainCanary;
        config["arrFidoAllowList"] = AllowList(passkeys);
        config["sErrorCode"] = errorCode;
        config["arrValErrs"] = new JsonArray();
        config["sPOST_Username"] = flow.UserName ?? "";
        config["arrSessions"] = new JsonArray([.. signedIn.Select(entry => (JsonNode)new JsonObject
        {
            ["id"] = entry.Id,
            ["name"] = entry.User.UserPrincipalName,
            ["fullName"] = entry.User.DisplayName,
            ["isSignedIn"] = true,
        })]);
        config["fIsFidoSupported"] = true;
        config["fAccessPassSupported"] = true;
        config["fShowAccessPassPeek"] = false;
        config["fIsPasskeySupportEnabled"] = true;
        config["fIsQrCodePinSupported"] = false;
        config["fKMSIEnabled"] = true;
        config["iAllowedIdentities"] = 2;
        if (known is not null)
        {
            config["oGetCredTypeResult"] = known;
        }

        return config;
    }

    public static JsonObject Error(CloudHosts hosts, PageLanguage language, string message)
    {
        var config = Shell(hosts, language, "ConvergedError");
        config["strMainMessage"] = language["error.title"];
        config["strServiceExceptionMessage"] = message;
        config["iErrorCode"] = int.Parse(
            new string([.. message.Skip("AADSTS".Length).TakeWhile(char.IsAsciiDigit)]), NumberStyles.None, CultureInfo.InvariantCulture);
        return config;
    }

    public static JsonArray AllowList(IReadOnlyList<SimulatedPasskey> passkeys) =>
        [.. passkeys.Select(passkey => (JsonNode)WebEncoders.Base64UrlEncode(passkey.CredentialId.Span))];
}
