namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The error numbers of the JSON behind Security info.</summary>
internal enum SecurityInfoError
{
    None = 0,
    InvalidCanary = 3,
    BadRequest = 4,
    NotFound = 5,
    FreshSignInNeeded = 6,
    DisallowedModel = 7,
    ChallengeExpired = 8,
    InvalidAttestationFormat = 13,
    Retry = 15,
    UserNotFound = 16,
    Throttled = 19,
    NotYet = 20,
    DisallowedByPolicy = 21,
    InvalidKeyData = 22,
    AttestationRefused = 23,
    VerificationFailed = 24,
    SessionTimedOut = 25,
    Captcha = 28,
    InvalidSession = 33,
}
