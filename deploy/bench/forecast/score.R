# Scores long forecasts by the measures of the M4 competition: score.R SERIES.csv FORECASTS.csv ...
arguments <- commandArgs(trailingOnly = TRUE)
series <- read.csv(arguments[1], colClasses = c("character", "character", "integer", "integer", "character", "character"))
columns <- c("id", "method", "step", "mean", "lo95", "hi95", "cpu_s")
forecasts <- do.call(rbind, lapply(arguments[-1], function(file) read.csv(file)[, columns]))
numbers <- function(text) as.numeric(strsplit(text, ";")[[1]])

scores <- do.call(rbind, lapply(seq_len(nrow(series)), function(i) {
  s <- series[i, ]; train <- numbers(s$train); test <- numbers(s$test)
  scale <- mean(abs(diff(train, lag = s$m)))
  if (scale == 0) scale <- 1
  own <- forecasts[forecasts$id == s$id, ]
  do.call(rbind, lapply(split(own, own$method), function(f) {
    f <- f[order(f$step), ]
    if (nrow(f) != length(test)) return(NULL)
    data.frame(
      group = s$group, id = s$id, method = f$method[1],
      smape = mean(200 * abs(test - f$mean) / pmax(abs(test) + abs(f$mean), 1e-12)),
      mase = mean(abs(test - f$mean)) / scale,
      msis = mean(f$hi95 - f$lo95 + 40 * pmax(f$lo95 - test, 0) + 40 * pmax(test - f$hi95, 0)) / scale,
      cover = mean(test >= f$lo95 & test <= f$hi95), cpu = f$cpu_s[1]
    )
  }))
}))
for (group in c(unique(scores$group), "all")) {
  part <- if (group == "all") scores else scores[scores$group == group, ]
  count <- length(unique(part$id))
  means <- aggregate(cbind(smape, mase, msis, cover, cpu, one = 1) ~ method, part, function(x) c(mean(x), length(x)))
  base <- means[means$method == "naive2", ]
  means$owa <- (means$smape[, 1] / base$smape[, 1] + means$mase[, 1] / base$mase[, 1]) / 2
  whole <- means[means$one[, 2] == count, ]
  best <- whole[whole$method == "comb_mean", ]
  cat(sprintf("\n%s: %d series (methods that could forecast all of them)\n", group, count))
  cat(sprintf("%-28s%8s%9s%8s%9s%9s%10s%14s\n", "method", "OWA", "sMAPE", "MASE", "MSIS", "cover95", "cpu ms", "cpu of R comb"))
  whole <- whole[order(whole$owa), ]
  for (i in seq_len(nrow(whole))) with(whole[i, ], cat(sprintf(
    "%-28s%8.4f%9.3f%8.3f%9.3f%9.3f%10.2f%13.2f%%\n", method, owa, smape[1], mase[1], msis[1], cover[1], 1000 * cpu[1],
    if (nrow(best)) 100 * cpu[1] / best$cpu[1, 1] else NaN
  )))
}
