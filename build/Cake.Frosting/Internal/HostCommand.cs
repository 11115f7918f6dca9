using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The host's only command: runs targets, or shows what there is.</summary>
/// <param name="services">What the build program registered.</param>
internal sealed class HostCommand(IServiceCollection services) : Command<HostSettings>
{
    /// <inheritdoc />
    public override int Execute(CommandContext context, HostSettings settings, CancellationToken cancellationToken)
    {
        AddRunServices(context.Remaining.ToCakeArguments(settings.NoReport, settings.Targets));
        using ServiceProvider provider = services.BuildServiceProvider();
        ICakeLog log = provider.GetRequiredService<ICakeLog>();
        log.Verbosity = settings.Verbosity;
        try
        {
            Run(provider, settings);
            return 0;
        }
#pragma warning disable CA1031 // The last stop of every failure of a build: it becomes one line and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return log.LogException(exception);
        }
    }

    private static void Run(ServiceProvider provider, HostSettings settings)
    {
        if (settings.Version)
        {
            provider.GetRequiredService<VersionFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        if (settings.Info)
        {
            provider.GetRequiredService<InfoFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        SetWorkingDirectory(provider, settings);
        RegisterBuild(provider);
        ScriptHost host = ChooseHost(provider, settings);
        if (settings.Exclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        host.RunTargets(settings.Targets);
    }

    private void AddRunServices(ICakeArguments arguments)
    {
        services.AddSingleton(arguments);
        services.AddSingleton(provider => CreateConfiguration(provider, arguments));
        services.TryAddSingleton<IToolInstaller, PackageToolInstaller>();
        services.AddSingleton<IVersionResolver, VersionResolver>();
        services.AddSingleton<VersionFeature>();
        services.AddSingleton<InfoFeature>();
        services.AddSingleton<BuildRegistration>();
        services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        services.AddSingleton<TreeScriptHost>();
        services.AddSingleton<DescriptionScriptHost>();
    }

    private static ICakeConfiguration CreateConfiguration(IServiceProvider provider, ICakeArguments arguments)
    {
        ICakeEnvironment environment = provider.GetRequiredService<ICakeEnvironment>();
        CakeConfigurationProvider configuration = new(provider.GetRequiredService<IFileSystem>(), environment);
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, ICollection<string> given) in arguments.GetArguments())
        {
            values[name] = given.LastOrDefault() ?? string.Empty;
        }

        return configuration.CreateConfiguration(
            environment.WorkingDirectory,
            provider.GetServices<CakeSetting>().Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
            values
        );
    }

    private static void SetWorkingDirectory(ServiceProvider provider, HostSettings settings)
    {
        ICakeEnvironment environment = provider.GetRequiredService<ICakeEnvironment>();
        if ((settings.WorkingDirectory ?? provider.GetService<WorkingDirectory>()?.Path) is { } path)
        {
            environment.WorkingDirectory = path.MakeAbsolute(environment);
        }
    }

    private static void RegisterBuild(ServiceProvider provider)
    {
        BuildRegistration build = provider.GetRequiredService<BuildRegistration>();
        build.AddLifetimes(
            provider.GetService<IFrostingSetup>(),
            provider.GetService<IFrostingTeardown>(),
            provider.GetService<IFrostingTaskSetup>(),
            provider.GetService<IFrostingTaskTeardown>()
        );
        foreach (IFrostingTask task in provider.GetServices<IFrostingTask>())
        {
            build.AddTask(task);
        }
    }

    private static ScriptHost ChooseHost(ServiceProvider provider, HostSettings settings)
    {
        if (settings.Tree)
        {
            return provider.GetRequiredService<TreeScriptHost>();
        }

        if (settings.Description)
        {
            return provider.GetRequiredService<DescriptionScriptHost>();
        }

        if (settings.DryRun)
        {
            return provider.GetRequiredService<DryRunScriptHost<IFrostingContext>>();
        }

        IToolInstaller installer = provider.GetRequiredService<IToolInstaller>();
        foreach (PackageReference tool in provider.GetServices<PackageReference>())
        {
            installer.Install(tool);
        }

        return provider.GetRequiredService<BuildScriptHost<IFrostingContext>>();
    }
}
