/// Read-only links to forecasts, for anyone: [dev.almanac.forecast.publish.PublicationResource]
/// makes them, [dev.almanac.forecast.publish.PublishedResource] shows what they lead to.
package dev.almanac.forecast.publish;
