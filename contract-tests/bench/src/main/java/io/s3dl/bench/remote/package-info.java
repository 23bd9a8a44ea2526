/**
 * The stores that benchmarks run against, the links that lead to them, and Hadoop's own file
 * systems for them apart from what is on the class path. Knows nothing of what is measured.
 */
package io.s3dl.bench.remote;
