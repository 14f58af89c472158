using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Builds the data object that a sign-in page carries.</summary>
internal static class SignInConfig
{
    /// <summary>What every page of the sign-in service has.</summary>
    public static JsonObject Shell(CloudHosts hosts, PageLanguage language, string? pageId) => new()
    {
        ["pgid"] = pageId,
        ["hpgid"] = 1104,
        ["hpgact"] = 1800,
        ["scid"] = 1013,
        ["sessionId"] = Guid.NewGuid().ToString(),
        ["correlationId"] = Guid.NewGuid().ToString(),
        ["locale"] = new JsonObject { ["mkt"] = language.Culture, ["lcid"] = language.Lcid },
        ["country"] = language.Culture.Split('-')[^1],
        ["sCloudInstanceName"] = hosts.InstanceName,
        ["urlNoCookies"] = hosts.SignInOrigin + "/cookiesdisabled",
        ["iErrorCode"] = 0,
    };

    /// <summary>What a page needs to continue a flow.</summary>
    public static JsonObject Continue(CloudHosts hosts, SignInFlow flow, string pageId, string urlPost)
    {
        var config = Shell(hosts, flow.Language, pageId);
        var tenant = Uri.EscapeDataString(flow.Request.Tenant);
        var context = Uri.EscapeDataString(flow.Context);
        config["urlPost"] = urlPost;
        config["urlCancel"] = flow.Request.CancelAddress(hosts);
        config["urlResume"] = $"{hosts.SignInOrigin}/{tenant}/resume?ctx={context}";
        config["urlRefresh"] = $"{hosts.SignInOrigin}/{tenant}/resume?ctx={context}";
        config["sCtx"] = flow.Context;
        config["sFT"] = flow.FlowToken;
        config["sFTName"] = "flowToken";
        config["canary"] = flow.Canary;
        config["sCanaryTokenName"] = "canary";
        config["apiCanary"] = flow.ApiCanary;
        return config;
    }

    public static JsonObject SignIn(CloudHosts hosts, SignInFlow flow, IReadOnlyList<(string Id, SimulatedUser User)> signedIn, string errorCode, SimulatedUser? known, bool offersAccessPass)
    {
        var tenant = Uri.EscapeDataString(flow.Request.Tenant);
        var context = Uri.EscapeDataString(flow.Context);
        var config = Continue(hosts, flow, "ConvergedSignIn", $"{hosts.SignInOrigin}/{tenant}/login");
        config["urlPostAad"] = $"{hosts.SignInOrigin}/{tenant}/login";
        config["urlPostMsa"] = "https://login.live.com/ppsecure/partnerpost.srf";
        config["urlGetCredentialType"] = $"{hosts.SignInOrigin}/{tenant}/GetCredentialType?mkt={flow.Language.Culture}";
        config["urlLogin"] = $"{hosts.SignInOrigin}/{tenant}/reprocess?ctx={context}";
        config["urlFidoLogin"] = $"{hosts.WebAuthnOrigin}/{tenant}/fido/get?uiflavor=Web";
        config["sErrorCode"] = errorCode;
        config["sErrTxt"] = "";
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
        if (flow.UserName is { } name)
        {
            config["oGetCredTypeResult"] = CredentialType(flow, name, known, apiCanary: false, hasAccessPass: offersAccessPass);
        }

        return config;
    }

    public static JsonObject StaySignedIn(CloudHosts hosts, SignInFlow flow)
    {
        var config = Continue(hosts, flow, "KmsiInterrupt", "/kmsi");
        (config["hpgid"], config["hpgact"], config["scid"]) = (1115, 2005, 1000);
        config["sErrorCode"] = "50058";
        config["sPOST_Username"] = flow.User!.UserPrincipalName;
        config["fKMSIEnabled"] = true;
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

    /// <summary>The answer that tells the page which credential to ask for.</summary>
    public static JsonObject CredentialType(SignInFlow flow, string name, SimulatedUser? user, bool apiCanary, bool hasAccessPass)
    {
        var answer = new JsonObject
        {
            ["Username"] = name,
            ["Display"] = name,
            ["IfExistsResult"] = user is null ? 1 : 0,
            ["IsUnmanaged"] = false,
            ["ThrottleStatus"] = 0,
            ["Credentials"] = new JsonObject
            {
                ["PrefCredential"] = hasAccessPass ? 13 : 1,
                ["HasPassword"] = true,
                ["HasAccessPass"] = hasAccessPass,
                ["HasFido"] = user?.Passkeys.Count > 0,
                ["HasRemoteNGC"] = false,
                ["HasCertAuth"] = false,
                ["RemoteNgcParams"] = null,
                ["FidoParams"] = null,
                ["SasParams"] = null,
                ["CertAuthParams"] = null,
                ["FederationRedirectUrl"] = null,
            },
            ["EstsProperties"] = new JsonObject { ["UserTenantBranding"] = null, ["DomainType"] = 3, ["DesktopSsoEnabled"] = false },
            ["FlowToken"] = flow.FlowToken,
            ["IsSignupDisallowed"] = true,
        };
        if (apiCanary)
        {
            answer["apiCanary"] = flow.ApiCanary;
        }

        return answer;
    }
}
