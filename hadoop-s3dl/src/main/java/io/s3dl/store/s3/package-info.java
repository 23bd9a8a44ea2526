/**
 * Objects in Amazon S3 and in what speaks its protocol. Nobody else knows the SDK.
 *
 * <p>{@link io.s3dl.store.s3.S3Options} and the records in it say how; {@link
 * io.s3dl.store.s3.S3CredentialsSource} is for users who bring their own source of keys.
 */
package io.s3dl.store.s3;
