/// What is unusual: guessing from one address over many accounts, sign-ins from new devices and places, downloads in
/// bulk. Start at [dev.almanac.auth.activity.Watch].
package dev.almanac.auth.activity;
