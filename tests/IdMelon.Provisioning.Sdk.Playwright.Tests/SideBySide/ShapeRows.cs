namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>What a page sees of the objects and functions.</summary>
internal static class ShapeRows
{
    private const string Proof = "create().then(() => get())";

    public static IEnumerable<CeremonyRow> All =>
    [
        Look("own members of a registration", "create().then((c) => `${sorted(Reflect.ownKeys(c))} | ${sorted(Reflect.ownKeys(c.response))}`)"),
        Look("members of a registration by for-in", "create().then((c) => { const names = []; for (const name in c) names.push(name); for (const name in c.response) names.push(name); return names.join(' '); })"),
        Look("classes of a registration", "create().then((c) => [c instanceof PublicKeyCredential, c instanceof Credential, c.response instanceof AuthenticatorAttestationResponse, c.response instanceof AuthenticatorResponse, Object.getPrototypeOf(c) === PublicKeyCredential.prototype, String(c), String(c.response)].join(' '))"),
        Look("values of a registration", "create().then((c) => [typeOf(c.id), typeOf(c.rawId), c.type, c.authenticatorAttachment, typeOf(c.response.clientDataJSON), typeOf(c.response.attestationObject), typeOf(c.response.getAuthenticatorData()), typeOf(c.response.getPublicKey()), c.response.getPublicKeyAlgorithm(), typeOf(c.response.getTransports())].join(' '))"),
        Look("values of a registration, asked twice", "create().then((c) => [c.rawId === c.rawId, c.response === c.response, c.response.clientDataJSON === c.response.clientDataJSON, c.response.getPublicKey() === c.response.getPublicKey(), c.response.getAuthenticatorData() === c.response.getAuthenticatorData(), c.response.getTransports() === c.response.getTransports(), c.getClientExtensionResults() === c.getClientExtensionResults(), c.toJSON() === c.toJSON()].join(' '))"),
        Look("id and raw id", "create().then((c) => String(btoa(String.fromCharCode(...new Uint8Array(c.rawId))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '') === c.id))"),
        Look("a registration as JSON", "create({ extensions: { credProps: true, prf: {} } }).then((c) => shapeOf(JSON.parse(JSON.stringify(c))))"),
        Look("a registration by toJSON", "create().then((c) => shapeOf(c.toJSON()))"),
        Look("client data of a registration", "create().then((c) => shapeOf(clientDataOf(c)))"),
        Look("length of the authenticator data", "create().then((c) => String(new Uint8Array(c.response.getAuthenticatorData()).length))"),
        Look("signature counter", "create().then((c) => String(new DataView(c.response.getAuthenticatorData()).getUint32(33)))") with { Reason = "The software authenticator counts signatures only on request: a passkey that may be kept in several places has no one counter." },
        Look("attestation", "create({ attestation: 'direct' }).then((c) => new TextDecoder('latin1').decode(c.response.attestationObject).includes('packed') ? 'packed' : 'none')") with { Reason = "The software authenticator gives attestation only if it has a certificate for it, or is asked to sign for itself." },
        Look("a registration that is copied", "create().then((c) => structuredClone(c).id)") with { Reason = "An object that a script has made can be copied, though nothing comes along; there is no way to forbid it." },
        Look("a registration that is written to", "create().then((c) => { 'use strict'; c.id = 'x'; return c.id === 'x' ? 'changed' : 'unchanged'; })"),
        Look("own members of a proof", $"{Proof}.then((c) => `${{sorted(Reflect.ownKeys(c))}} | ${{sorted(Reflect.ownKeys(c.response))}}`)"),
        Look("values of a proof", $"{Proof}.then((c) => [c instanceof PublicKeyCredential, c.response instanceof AuthenticatorAssertionResponse, c.authenticatorAttachment, typeOf(c.response.clientDataJSON), typeOf(c.response.authenticatorData), typeOf(c.response.signature), typeOf(c.response.userHandle)].join(' '))"),
        Look("a proof as JSON", $"{Proof}.then((c) => shapeOf(c.toJSON()))"),
        Look("client data of a proof", $"{Proof}.then((c) => shapeOf(clientDataOf(c)))"),
        Look("a member of a foreign object", "Object.getOwnPropertyDescriptor(PublicKeyCredential.prototype, 'rawId').get.call({})"),
        Look("a method of a foreign object", "PublicKeyCredential.prototype.toJSON.call({})"),
        Look("a member of the prototype", "PublicKeyCredential.prototype.rawId"),
        Look("create on a foreign object", "CredentialsContainer.prototype.create.call({}, { publicKey: creation() })"),
        Look("create without an object", "(0, navigator.credentials.create)({ publicKey: creation() })"),
        Look("create as a constructor", "new navigator.credentials.create()"),
        Look("what create gives", "(() => { const made = create(); return made.then(() => `${made instanceof Promise} ${Object.getPrototypeOf(made) === Promise.prototype}`); })()"),
        Look("descriptors of create and get", "JSON.stringify(['create', 'get', 'store'].map((name) => [Object.getOwnPropertyDescriptor(CredentialsContainer.prototype, name), typeof CredentialsContainer.prototype[name], CredentialsContainer.prototype[name].name, CredentialsContainer.prototype[name].length]))"),
        Look("descriptors of PublicKeyCredential", "sorted(Object.entries(Object.getOwnPropertyDescriptors(PublicKeyCredential.prototype)).map(([name, d]) => `${name}:${d.get?.name ?? d.value?.name ?? ''}:${d.get?.length ?? d.value?.length ?? ''}:${!!d.enumerable}${!!d.configurable}${!!d.writable}`))"),
        Look("statics of PublicKeyCredential", "sorted(Object.entries(Object.getOwnPropertyDescriptors(PublicKeyCredential)).map(([name, d]) => `${name}:${d.value?.name ?? ''}:${d.value?.length ?? ''}:${!!d.enumerable}${!!d.configurable}${!!d.writable}`))"),
        Look("own members of the container", "`${sorted(Reflect.ownKeys(navigator.credentials))} | ${sorted(Reflect.ownKeys(CredentialsContainer.prototype))}`"),
        Look("own members of create", "sorted(Reflect.ownKeys(navigator.credentials.create))"),
        Look("text of create is native", "String(/\\[native code\\]/.test(navigator.credentials.create.toString()))"),
        Look("text of create", "navigator.credentials.create.toString()") with { Reason = "A script can give its function a native text and the right name, but not both in one text." },
        Look("names of the window", "sorted(Object.getOwnPropertyNames(window).filter((name) => /^_/.test(name)))") with { Reason = "The driver leaves the ends of its own channel in the window. The interception takes away the one that it uses." },
        Look("a platform authenticator that verifies users", "PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()"),
        Look("conditional mediation", "PublicKeyCredential.isConditionalMediationAvailable()"),
        Look("names of the capabilities", "PublicKeyCredential.getClientCapabilities().then((all) => Object.keys(all).join(' '))"),
        Look("capabilities that matter", "PublicKeyCredential.getClientCapabilities().then((all) => ['conditionalGet', 'passkeyPlatformAuthenticator', 'relatedOrigins', 'userVerifyingPlatformAuthenticator'].map((name) => `${name}:${all[name]}`).join(' '))"),
        Look("capabilities of a foreign object", "PublicKeyCredential.getClientCapabilities.call({}).then(() => 'given')"),
        Look("text of an error", "create({ rp: { id: 'nobody.test', name: 'x' } }).catch((e) => `${e.name} ${e.code} ${e instanceof DOMException}`)"),
        Look("text of a broken option", "create({ rp: {} }).catch((e) => e.message)"),
    ];

    private static CeremonyRow Look(string what, string script) => new($"shape: {what}", $"report(() => {script})");
}
