using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers a build's services in one place; see <see cref="CakeHostExtensions.UseStartup{TStartup}"/>.</summary>
public interface IFrostingStartup
{
    /// <summary>Adds the build's services.</summary>
    /// <param name="services">The host's service collection.</param>
    void Configure(IServiceCollection services);
}
