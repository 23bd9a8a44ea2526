/** Real S3 servers for tests and benchmarks, and a proxy that breaks and counts requests. */
package io.s3dl.harness;
