/**
 * How things are measured: contenders that run in turns, what a run took, and the ratios that come
 * of it. Knows nothing of what is measured. One thread.
 */
package io.s3dl.bench.measure;
