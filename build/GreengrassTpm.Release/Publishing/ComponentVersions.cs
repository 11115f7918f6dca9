using System.Net;
using System.Text.Json.Nodes;
using Amazon.GreengrassV2;
using Amazon.GreengrassV2.Model;
using Amazon.Runtime;

namespace GreengrassTpm.Release;

/// <summary>The versions of a component that the cloud has.</summary>
/// <param name="greengrass">Greengrass.</param>
/// <param name="account">The account.</param>
/// <param name="component">The component's name.</param>
public sealed class ComponentVersions(IAmazonGreengrassV2 greengrass, AwsAccount account, string component)
{
    /// <summary>Lists them.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The versions, in the cloud's order; none for a new component.</returns>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AwsCall.RunAsync(
                Call("listing the versions of", "greengrass:ListComponentVersions"),
                async () =>
                {
                    List<string> versions = [];
                    IPaginatedEnumerable<ComponentVersionListItem> items = greengrass
                        .Paginators.ListComponentVersions(
                            new ListComponentVersionsRequest { Arn = account.ComponentArn(component) }
                        )
                        .ComponentVersions;
                    await foreach (ComponentVersionListItem item in items.WithCancellation(cancellationToken))
                    {
                        versions.Add(item.ComponentVersion);
                    }

                    return versions;
                },
                exception => exception.StatusCode is HttpStatusCode.NotFound
            );
        }
        catch (AmazonServiceException)
        {
            return [];
        }
    }

    /// <summary>The status of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The status; null if there is no such version.</returns>
    public async Task<CloudComponentStatus?> StatusAsync(string version, CancellationToken cancellationToken)
    {
        try
        {
            DescribeComponentResponse description = await AwsCall.RunAsync(
                Call("asking for the status of", "greengrass:DescribeComponent"),
                () =>
                    greengrass.DescribeComponentAsync(
                        new DescribeComponentRequest { Arn = account.ComponentArn(component, version) },
                        cancellationToken
                    ),
                exception => exception.StatusCode is HttpStatusCode.NotFound
            );
            return description.Status;
        }
        catch (AmazonServiceException)
        {
            return null;
        }
    }

    /// <summary>Whether a version was made from a recipe: the cloud adds to a recipe, so what devices do is compared.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True if it was.</returns>
    public async Task<bool> IsMadeFromAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        GetComponentResponse component = await AwsCall.RunAsync(
            Call("reading the recipe of", "greengrass:GetComponent"),
            () =>
                greengrass.GetComponentAsync(
                    new GetComponentRequest
                    {
                        Arn = account.ComponentArn(recipe.Name, recipe.Version),
                        RecipeOutputFormat = RecipeOutputFormat.YAML,
                    },
                    cancellationToken
                )
        );
        Recipe published = new(System.Text.Encoding.UTF8.GetString(component.Recipe.ToArray()));
        return JsonNode.DeepEquals(Essence(published), Essence(recipe));
    }

    private static JsonArray Essence(Recipe recipe) =>
        [
            recipe.Document["ComponentConfiguration"]?.DeepClone(),
            .. recipe.Manifests.Select(manifest => manifest["Lifecycle"]?.DeepClone()),
        ];

    private AwsCall Call(string what, string action) => new($"{what} {component}", action, account.Region);
}
