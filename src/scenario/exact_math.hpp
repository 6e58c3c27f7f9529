// Elementary functions that give the same bits on every machine: additions, multiplications, divisions and square roots
// alone, which IEEE 754 fixes, in an order that the compiler may not change (no contraction, see CMakeLists.txt). Needed
// wherever a number decides trial by trial; libm's own functions differ in the last bit from one library to the next.
#pragma once

namespace kaitei::scenario {

struct SineCosine {
  double sine, cosine;
};

// Of an angle in radians of at most 1000 in size; absolute error below 1e-15 near 0, 1e-13 at the far end.
SineCosine sine_cosine(double radians);

// e^x for |x| below 700, and the natural logarithm of a normal positive number; relative (log: absolute, near 1) error
// below 1e-14.
double exponential(double x);
double logarithm(double x);

// The angle of (x, y), in (-pi, pi]; 0 at the origin. Absolute error below 1e-15.
double arctangent(double y, double x);

}  // namespace kaitei::scenario
