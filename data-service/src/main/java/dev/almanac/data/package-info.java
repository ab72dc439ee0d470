/// What was observed: the only owner of datasets and series. `dataset` takes uploads and answers reads, `storage` keeps
/// objects encrypted under their owner's key. Reading messy files is the module `data-service/reader`.
package dev.almanac.data;
