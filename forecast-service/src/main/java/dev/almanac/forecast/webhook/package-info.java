/// Webhooks by the Standard Webhooks specification 1.0: signed, tried again with back-off, never to private addresses.
/// Start at [dev.almanac.forecast.webhook.WebhookResource]; features tell what happened to
/// [dev.almanac.forecast.webhook.Notices].
package dev.almanac.forecast.webhook;
