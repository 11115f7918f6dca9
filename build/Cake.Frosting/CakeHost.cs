using System.Reflection;
using Cake.Cli;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Runs a build program: finds its tasks, reads the command line, runs the targets.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];

    private readonly List<Assembly> _assemblies = [];

    /// <summary>Makes a host that finds the tasks of the program itself.</summary>
    public CakeHost()
    {
        _services.AddCakeDiagnostics();
        _services.UseCakeDefaultModules();
        _services.UseContext<FrostingContext>();
        if (Assembly.GetEntryAssembly() is { } program)
        {
            _assemblies.Add(program);
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
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services; what is registered last is used.</summary>
    /// <param name="services">Adds the services.</param>
    /// <returns>This host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <param name="args">The command line, without the program's name.</param>
    /// <returns>The exit code: zero, or something else after a failure or a wrong command line.</returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (Type task in TaskDiscovery.FindTasks(_assemblies))
        {
            _services.AddSingleton(typeof(IFrostingTask), task);
        }

        ServiceCollection commandServices = [];
        commandServices.AddSingleton<IServiceCollection>(_services);
        CommandApp<HostCommand> app = new(new TypeRegistrar(commandServices));
        return app.Run(args);
    }
}
