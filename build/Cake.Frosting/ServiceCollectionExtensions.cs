using Cake.Cli;
using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers the parts of a build program; what is registered last is used.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Sets the type of the build's context.</summary>
    /// <typeparam name="TContext">The type.</typeparam>
    /// <param name="services">The host's service collection.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext
    {
        services.AddSingleton<IFrostingContext, TContext>();
        return services;
    }

    /// <summary>Sets what is called before and after the whole run.</summary>
    /// <typeparam name="TLifetime">The type.</typeparam>
    /// <param name="services">The host's service collection.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime
    {
        services.AddSingleton<TLifetime>();
        services.AddSingleton<IFrostingSetup>(provider => provider.GetRequiredService<TLifetime>());
        services.AddSingleton<IFrostingTeardown>(provider => provider.GetRequiredService<TLifetime>());
        return services;
    }

    /// <summary>Sets what is called before the first task.</summary>
    /// <typeparam name="TSetup">The type.</typeparam>
    /// <param name="services">The host's service collection.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup
    {
        services.AddSingleton<IFrostingSetup, TSetup>();
        return services;
    }

    /// <summary>Sets what is called after the last task.</summary>
    /// <typeparam name="TTeardown">The type.</typeparam>
    /// <param name="services">The host's service collection.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown
    {
        services.AddSingleton<IFrostingTeardown, TTeardown>();
        return services;
    }

    /// <summary>Sets what is called before and after every task.</summary>
    /// <typeparam name="TLifetime">The type.</typeparam>
    /// <param name="services">The host's service collection.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime
    {
        services.AddSingleton<TLifetime>();
        services.AddSingleton<IFrostingTaskSetup>(provider => provider.GetRequiredService<TLifetime>());
        services.AddSingleton<IFrostingTaskTeardown>(provider => provider.GetRequiredService<TLifetime>());
        return services;
    }

    /// <summary>Sets what is called before every task.</summary>
    /// <typeparam name="TSetup">The type.</typeparam>
    /// <param name="services">The host's service collection.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup
    {
        services.AddSingleton<IFrostingTaskSetup, TSetup>();
        return services;
    }

    /// <summary>Sets what is called after every task.</summary>
    /// <typeparam name="TTeardown">The type.</typeparam>
    /// <param name="services">The host's service collection.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown
    {
        services.AddSingleton<IFrostingTaskTeardown, TTeardown>();
        return services;
    }

    /// <summary>Registers the services of a Cake module.</summary>
    /// <typeparam name="TModule">The type.</typeparam>
    /// <param name="services">The host's service collection.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseModule<TModule>(this IServiceCollection services)
        where TModule : ICakeModule, new()
    {
        ContainerRegistrar registrar = new(services);
        new TModule().Register(registrar);
        registrar.Transfer();
        return services;
    }

    /// <summary>Adds a way to install packages.</summary>
    /// <typeparam name="TPackageInstaller">The type.</typeparam>
    /// <param name="services">The host's service collection.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UsePackageInstaller<TPackageInstaller>(this IServiceCollection services)
        where TPackageInstaller : class, IPackageInstaller
    {
        services.AddSingleton<IPackageInstaller, TPackageInstaller>();
        return services;
    }

    /// <summary>Has a tool installed before the first task.</summary>
    /// <param name="services">The host's service collection.</param>
    /// <param name="uri">Where the tool is, for example <c>dotnet:?package=X&amp;version=1.2.3</c>.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseTool(this IServiceCollection services, Uri uri)
    {
        services.AddSingleton(new PackageReference(uri));
        return services;
    }

    /// <summary>Sets the working directory; <c>--working</c> overrides it.</summary>
    /// <param name="services">The host's service collection.</param>
    /// <param name="path">The folder, absolute or relative to the process' own.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseWorkingDirectory(this IServiceCollection services, DirectoryPath path)
    {
        services.AddSingleton(new WorkingDirectory(path));
        return services;
    }

    /// <summary>Sets the folder that tools are installed into.</summary>
    /// <param name="services">The host's service collection.</param>
    /// <param name="toolPath">The folder.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseToolPath(this IServiceCollection services, DirectoryPath toolPath)
    {
        services.UseCakeSetting("Paths_Tools", toolPath.FullPath);
        return services;
    }

    /// <summary>Sets a value of Cake's configuration; <c>cake.config</c>, the environment and the command line override it.</summary>
    /// <param name="services">The host's service collection.</param>
    /// <param name="key">The setting's name, for example <c>Paths_Tools</c>.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection UseCakeSetting(this IServiceCollection services, string key, string value)
    {
        services.AddSingleton(new CakeSetting(key, value));
        return services;
    }
}
