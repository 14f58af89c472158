using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Builds the data objects of the pages between the accepted credential and the app.</summary>
internal static class InterruptConfig
{
    // How long a registration may be put off; the page shows the days. The numbers of this file are inferred, their keys are not.
    private const int DaysToSkip = 14;

    /// <summary>The page that asks for more information, and those of the security defaults, which are inferred to work like it.</summary>
    public static JsonObject ProofUp(CloudHosts hosts, SignInFlow flow, string? pageId, string ticket, bool canBeSkipped)
    {
        var post = $"{hosts.SecurityInfoOrigin}/api/post/registerMfaMethods?ctx={Uri.EscapeDataString(flow.Context)}";
        var config = SignInConfig.Continue(hosts, flow, pageId, post);
        config["sErrorCode"] = "50203";
        config["urlPostRedirect"] = post;
        config["urlSetUpMfa"] = hosts.SecurityInfoOrigin + "/register";
        config["sProofUpToken"] = ticket;
        config["sProofUpTokenName"] = "evo_code";
        config["sProofUpAuthState"] = "";
        if (canBeSkipped)
        {
            config["urlSkipMfaRegistration"] = SignInConfig.Base(hosts, flow) + "/skipregistration";
        }

        if (flow.Interrupt is SignInInterrupt.ProofUpSkippable or SignInInterrupt.SecurityDefaultsEnabled)
        {
            config["iRemainingDaysToSkipMfaRegistration"] = DaysToSkip;
        }

        if (flow.Interrupt is SignInInterrupt.SecurityDefaultsUpsell or SignInInterrupt.SecurityDefaultsOptOut or SignInInterrupt.SecurityDefaultsEnabled)
        {
            config["urlSecurityDefaultsLearnMore"] = "#";
        }

        return config;
    }

    /// <summary>The page of the second factor. There is no second factor in the tenant; an access pass that has not been used for this sign-in may serve as one.</summary>
    public static JsonObject SecondFactor(CloudHosts hosts, SignInFlow flow, bool offersAccessPass, string errorCode)
    {
        var service = SignInConfig.Base(hosts, flow) + "/SAS/";
        var config = SignInConfig.Continue(hosts, flow, "ConvergedTFA", service + "ProcessAuth");
        config["sErrorCode"] = errorCode;
        config["arrUserProofs"] = new JsonArray(
        [
            Proof("PhoneAppOTP", isDefault: true),
            .. offersAccessPass ? (JsonNode[])[Proof("AccessPass", isDefault: false)] : [],
        ]);
        config["urlBeginAuth"] = service + "BeginAuth";
        config["urlEndAuth"] = service + "EndAuth";
        config["iMaxPollAttempts"] = 12;
        config["iPollingInterval"] = 1;
        config["iSAOtcLength"] = 6;
        config["iTotpOtcLength"] = 6;
        config["sAuthMethodInputFieldName"] = "mfaAuthMethod";
        config["sTrustedDeviceCheckboxName"] = "rememberMFA";
        return config;
    }

    /// <summary>The page with which Conditional Access ends a sign-in. Its name is not known, so it has none; the numbers of its texts are.</summary>
    public static JsonObject Block(CloudHosts hosts, SignInFlow flow, int title, int description)
    {
        var config = SignInConfig.Shell(hosts, flow.Language, null);

        // Inferred: which error goes with which title.
        config["sErrorCode"] = title switch
        {
            8 => "53010",
            9 or 13 => "53001",
            17 => "53000",
            _ => "53003",
        };
        config["iErrorTitle"] = title;
        config["iErrorDescription"] = description;
        config["sDeviceId"] = "";
        config["sDeviceState"] = "";
        config["sPOST_Username"] = flow.User!.UserPrincipalName;
        return config;
    }

    /// <summary>The view of a title: inferred from the names of the views 34 (install a broker), 35 (join a device) and 36 (error).</summary>
    public static string BlockView(int title) => title switch
    {
        19 or 20 => "34",
        9 or 13 or 18 => "35",
        _ => "36",
    };

    private static JsonObject Proof(string method, bool isDefault) => new() { ["authMethodId"] = method, ["data"] = method, ["display"] = "", ["isDefault"] = isDefault };
}
