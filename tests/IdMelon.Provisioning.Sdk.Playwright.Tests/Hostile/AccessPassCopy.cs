namespace IdMelon.Provisioning.Playwright.Tests.Hostile;

/// <summary>The view that asks for the access pass, with every mark the real one has, that tells its server whatever it is given.</summary>
internal static class AccessPassCopy
{
    /// <summary>Writes the page.</summary>
    /// <param name="script">What else it does.</param>
    public static string Write(string script = "") => $$"""
        <!doctype html>
        <html dir="ltr" lang="en"><head><meta charset="utf-8"><title>Sign in to your account</title><meta name="PageID" content="ConvergedSignIn"><meta name="ReqLC" content="1033"><meta name="LocLC" content="en-US">
        <script>
          var $Config = { pgid: 'ConvergedSignIn', hpgid: 1104, hpgact: 1800, sErrorCode: '50058', iErrorCode: 0, fAccessPassSupported: true };
          var ServerData = $Config;
          const give = (what) => fetch('/given', { method: 'POST', body: what });
        </script></head>
        <body>
          <form name="f1" id="i0281" method="post" target="_top" autocomplete="off" action="/given"><div role="main"><div data-viewid="56">
            <button type="button" id="idBtn_Back" class="backButton" aria-label="Back">Back</button><div id="displayName"></div>
            <div id="loginHeader"><div role="heading" aria-level="1">Enter Temporary Access Pass</div></div>
            <input name="accesspass" type="password" placeholder="Temporary Access Pass" aria-label="Temporary Access Pass" autocomplete="off">
            <input type="submit" id="idSIButton9" value="Sign in" class="primary">
          </div></div></form>
          <script>
            document.querySelector('input[name=accesspass]').addEventListener('input', (e) => give('typed ' + e.target.value));
            document.querySelector('form').addEventListener('submit', (e) => { e.preventDefault(); give('submitted'); });
            give('shown');
            {{script}}
          </script>
        </body></html>
        """;

    /// <summary>Writes a page that holds nothing but a frame.</summary>
    public static string Framed(string address) => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Welcome</title></head>
        <body><h1>Welcome</h1><iframe src="{address}" width="800" height="500"></iframe></body></html>
        """;
}
