using Cake.Frosting;
using GreengrassTpm.Build;
using Microsoft.Extensions.DependencyInjection;

TestTotals totals = new();
int exitCode = CakeHost
    .Create()
    .UseContext<BuildContext>()
    .UseLifetime<BuildLifetime>()
    .UseWorkingDirectory(RepositoryRoot.Find(AppContext.BaseDirectory))
    .ConfigureServices(services => services.AddSingleton(totals))
    .Run(args);

// Cake prints its report after every task and teardown; the sum of the tests is to be the very last line.
if (totals.Suites > 0)
{
    Console.WriteLine(totals);
}

return exitCode;
