using System.Reflection;
using Cake.Cli;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Runs a build program: finds its tasks, reads the command line, runs the targets.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection registrations = [];

    private readonly List<Assembly> assemblies = [];

    /// <summary>Makes a host that finds the tasks of the program itself.</summary>
    public CakeHost()
    {
        registrations.AddCakeDiagnostics();
        registrations.UseCakeDefaultModules();
        registrations.UseContext<FrostingContext>();
        if (Assembly.GetEntryAssembly() is { } program)
        {
            assemblies.Add(program);
        }
    }

    /// <summary>Makes a host; the same as the constructor.</summary>
    /// <returns>The host.</returns>
    public static CakeHost Create() => new();

    /// <summary>Finds tasks in one more assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>This host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services; what is registered last is used.</summary>
    /// <param name="services">Adds the services.</param>
    /// <returns>This host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(registrations);
        return this;
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <param name="args">The command line, without the program's name.</param>
    /// <returns>The exit code: zero, or something else after a failure or a wrong command line.</returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (Type task in TaskDiscovery.FindTasks(assemblies))
        {
            registrations.AddSingleton(typeof(IFrostingTask), task);
        }

        ServiceCollection commandServices = [];
        commandServices.AddSingleton<IServiceCollection>(registrations);
        CommandApp<HostCommand> app = new(new TypeRegistrar(commandServices));
        return app.Run(args);
    }
}
