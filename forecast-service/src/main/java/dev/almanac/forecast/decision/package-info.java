/// Who may decide what: asked by the features that are decided about, answered by councils.
package dev.almanac.forecast.decision;
