/// Names of metrics that dashboards rely on.
package dev.almanac.kit.metrics;
