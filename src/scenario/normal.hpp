// The quantile function of the standard normal distribution, the same bits on every machine.
#pragma once

namespace kaitei::scenario {

// x with Phi(x) = probability, which lies inside (0, 1); relative error below 1e-14. Wichura's algorithm AS 241, PPND16
// (Applied Statistics 37, 1988).
double normal_quantile(double probability);

}  // namespace kaitei::scenario
