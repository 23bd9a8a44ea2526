/**
 * The S3 store that benchmarks run against, the links that lead to it, and S3A apart from what is
 * on the class path. Knows nothing of what is measured.
 */
package io.s3dl.bench.remote;
