/// RFC 9457 problem details: a feature lists its failures in an enum of [dev.almanac.kit.problem.ProblemCode] and
/// throws `CODE.because("what and where")`; the mappers here turn that, and everything unforeseen, into one JSON
/// form.
package dev.almanac.kit.problem;
