/**
 * Every configuration key once ({@link io.s3dl.conf.Settings}), and the way from a Hadoop {@code
 * Configuration} to the options that the rest is made with.
 *
 * <p>Knows Hadoop and the layers below; nothing outside this package reads a {@code Configuration}.
 * All types are immutable, but a {@link io.s3dl.conf.SettingReader} is as safe for use by several
 * threads as the configuration it reads.
 */
package io.s3dl.conf;
