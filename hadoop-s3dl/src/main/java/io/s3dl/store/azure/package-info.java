/**
 * Azure Blob Storage: {@link io.s3dl.store.azure.AzureBlobStore}.
 *
 * <p>The one package that knows Azure's library. Single blobs are asked for through the library's
 * pipeline, which signs and sends, in the caller's thread; listings and deletions of many through
 * its clients.
 */
package io.s3dl.store.azure;
