/**
 * The command {@code s3dl-bench}: measures hadoop-s3dl beside its peers and writes the tables of
 * {@code docs/benchmarks.md}. Knows {@code work}, {@code report}, {@code measure} and {@code data},
 * each of which knows those behind it only.
 */
package io.s3dl.bench;
