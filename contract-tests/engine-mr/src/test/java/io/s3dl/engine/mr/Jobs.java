package io.s3dl.engine.mr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.examples.WordCount;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.SequenceFileInputFormat;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;

/** Jobs as users write them. */
final class Jobs {

  private Jobs() {}

  /** Hadoop's example. */
  static Job wordCount(Configuration conf, Path input, Path output) throws IOException {
    Job job = job(conf, input, output);
    job.setJarByClass(WordCount.class);
    job.setMapperClass(WordCount.TokenizerMapper.class);
    job.setCombinerClass(WordCount.IntSumReducer.class);
    job.setReducerClass(WordCount.IntSumReducer.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(IntWritable.class);
    return job;
  }

  /** Writes the lines that it reads; each split makes a file. */
  static Job copyLines(Configuration conf, Path input, Path output) throws IOException {
    Job job = job(conf, input, output);
    job.setMapperClass(LineMapper.class);
    job.setNumReduceTasks(0);
    job.setOutputKeyClass(NullWritable.class);
    job.setOutputValueClass(Text.class);
    return job;
  }

  /** Writes lines of text, each with its place, as SequenceFiles. */
  static Job textToSequence(Configuration conf, Path input, Path output) throws IOException {
    Job job = records(conf, input, output);
    job.setOutputFormatClass(SequenceFileOutputFormat.class);
    return job;
  }

  /** Writes what {@link #textToSequence} has written once more. */
  static Job copySequence(Configuration conf, Path input, Path output) throws IOException {
    Job job = sequenceToText(conf, input, output);
    job.setOutputFormatClass(SequenceFileOutputFormat.class);
    return job;
  }

  /** Writes what {@link #textToSequence} has written as text. */
  static Job sequenceToText(Configuration conf, Path input, Path output) throws IOException {
    Job job = records(conf, input, output);
    job.setInputFormatClass(SequenceFileInputFormat.class);
    return job;
  }

  private static Job records(Configuration conf, Path input, Path output) throws IOException {
    Job job = job(conf, input, output);
    job.setNumReduceTasks(0);
    job.setOutputKeyClass(LongWritable.class);
    job.setOutputValueClass(Text.class);
    return job;
  }

  private static Job job(Configuration conf, Path input, Path output) throws IOException {
    Job job = Job.getInstance(conf);
    FileInputFormat.addInputPath(job, input);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  /** Runs a job to its end, which must be a success. */
  static Counters run(Job job) throws Exception {
    try (job) {
      boolean done = job.waitForCompletion(false);
      assertThat(done).as("success: %s", job.getStatus().getFailureInfo()).isTrue();
      return job.getCounters();
    }
  }

  /** Lines without their places. */
  static final class LineMapper extends Mapper<LongWritable, Text, NullWritable, Text> {
    @Override
    protected void map(LongWritable place, Text line, Context context)
        throws IOException, InterruptedException {
      context.write(NullWritable.get(), line);
    }
  }
}
