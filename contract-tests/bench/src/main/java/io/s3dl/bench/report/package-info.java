/**
 * What is told: tables in Markdown, the places in a document that they are written to, and what the
 * machine is. Knows {@code measure}. One thread.
 */
package io.s3dl.bench.report;
