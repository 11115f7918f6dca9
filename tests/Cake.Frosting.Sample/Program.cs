using Cake.Frosting;
using Cake.Frosting.Sample;

return CakeHost
    .Create()
    .UseContext<SampleContext>()
    .UseLifetime<SampleLifetime>()
    .UseTaskTeardown<SampleTaskTeardown>()
    .Run(args);
