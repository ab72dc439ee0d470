/// Resumable uploads by tus 1.0.0: [dev.almanac.data.upload.UploadResource]. Parts are sealed objects of their own;
/// [dev.almanac.data.upload.UploadedParts] puts them together.
package dev.almanac.data.upload;
