/**
 * What is written and read: data sets, made once and kept, and the inputs of s3dlio's own tests.
 * Knows nothing of measuring. One thread.
 */
package io.s3dl.bench.data;
