/// Where encrypted objects are kept: [dev.almanac.data.storage.ObjectStore], as files or in a bucket.
package dev.almanac.data.storage;
