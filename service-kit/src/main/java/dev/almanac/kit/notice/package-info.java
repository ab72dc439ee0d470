/// What people and their programs can be told about.
package dev.almanac.kit.notice;
