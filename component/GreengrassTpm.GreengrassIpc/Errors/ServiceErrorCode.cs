namespace GreengrassTpm.GreengrassIpc;

/// <summary>The errors that the Greengrass IPC model knows, and those that nuclei answer without a model.</summary>
public enum ServiceErrorCode
{
    /// <summary>A code that this client does not know; see <see cref="ServiceErrorException.CodeName"/>.</summary>
    Unknown,

    /// <summary><c>ServiceError</c>: the nucleus failed; it is the one error of the service's side. May pass.</summary>
    Service,

    /// <summary><c>ResourceNotFoundError</c>: no such component, key, topic, …</summary>
    ResourceNotFound,

    /// <summary><c>InvalidArgumentsError</c>: the request is not acceptable.</summary>
    InvalidArguments,

    /// <summary><c>ComponentNotFoundError</c>: no such component.</summary>
    ComponentNotFound,

    /// <summary><c>UnauthorizedError</c>: the component's accessControl does not allow the call.</summary>
    Unauthorized,

    /// <summary><c>ConflictError</c>: somebody else has changed the same thing.</summary>
    Conflict,

    /// <summary><c>FailedUpdateConditionCheckError</c>: the configuration holds a later value than the one written.</summary>
    FailedUpdateConditionCheck,

    /// <summary><c>InvalidTokenError</c>: the token asked about is not valid. May pass, by the model.</summary>
    InvalidToken,

    /// <summary><c>InvalidRecipeDirectoryPathError</c>.</summary>
    InvalidRecipeDirectoryPath,

    /// <summary><c>InvalidArtifactsDirectoryPathError</c>.</summary>
    InvalidArtifactsDirectoryPath,

    /// <summary>This nucleus does not have the operation: it is too old, of the other flavour, or lacks the plugin that serves it.</summary>
    OperationNotSupported,

    /// <summary>The classic nucleus' answer to an exception that it did not expect (<c>InternalServerError</c>, plain text). May pass.</summary>
    InternalServerError,
}
