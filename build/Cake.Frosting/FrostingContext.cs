using Cake.Core;

namespace Cake.Frosting;

/// <summary>A build context that passes on everything to Cake's own; a build derives from it to add its settings.</summary>
/// <param name="context">Cake's own context.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
