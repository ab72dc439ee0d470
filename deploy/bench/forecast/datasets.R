# Series of R's datasets in the benchmark's form: id,group,m,h,train,test.
cat("id,group,m,h,train,test\n")
series <- list(
  AirPassengers = AirPassengers, co2 = co2, nottem = nottem, UKDriverDeaths = UKDriverDeaths, USAccDeaths = USAccDeaths,
  ldeaths = ldeaths, mdeaths = mdeaths, fdeaths = fdeaths, sunspots = window(sunspots, 1950), BJsales = ts(BJsales),
  UKgas = UKgas, JohnsonJohnson = JohnsonJohnson, austres = austres, freeny = ts(freeny$y, frequency = 4),
  Nile = Nile, LakeHuron = LakeHuron, lynx = lynx, nhtemp = nhtemp, airmiles = airmiles, discoveries = discoveries,
  sunspot.year = sunspot.year, WWWusage = WWWusage, uspop = uspop, treering = window(treering, 1900),
  DAX = ts(as.numeric(EuStockMarkets[, "DAX"])), FTSE = ts(as.numeric(EuStockMarkets[, "FTSE"]))
)
for (id in names(series)) {
  y <- as.numeric(series[[id]]); m <- frequency(series[[id]])
  n <- length(y)
  if (!m %in% c(1, 4, 12)) next
  h <- c("1" = 6, "4" = 8, "12" = 18)[[as.character(m)]]
  group <- c("1" = "yearly", "4" = "quarterly", "12" = "monthly")[[as.character(m)]]
  if (id %in% c("DAX", "FTSE", "WWWusage", "BJsales")) group <- "other"
  cat(id, group, m, h, paste(y[1:(n - h)], collapse = ";"), paste(y[(n - h + 1):n], collapse = ";"), sep = ",")
  cat("\n")
}
