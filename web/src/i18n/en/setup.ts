/** The wizard that sets up a company. */
export const setup = {
  setup: {
    title: 'Setting up',
    explain:
      'From an empty company to the first sale. Every step can be left for later and taken up again.',
    steps: 'Steps',
    open: 'To do',
    done: 'Done',
    skipped: 'Left for later',
    back: 'Back',
    skip: 'Later',
    asItIs: 'As it is, go on',
    next: 'Next',
    saveAndNext: 'Save and go on',
    change: 'Change',
    add: 'Add',
    companyHelp: 'The name is printed on documents. The kind of taxpayer decides about input tax.',
    general:
      'General taxpayer: input tax comes back, so goods cost what they cost without tax. New products are taxed at 13 % unless the product, or the column “Tax %” of a file, says otherwise.',
    small:
      'Small-scale taxpayer: input tax does not come back, so it is part of what goods cost. New products are taxed at 13 % unless the product, or the column “Tax %” of a file, says your rate (such as 1 or 3 %).',
    currencyHelp: 'Currency and time zone cannot change once a document is confirmed.',
    warehouseHelp:
      'There is a main warehouse already. Make one for each place where goods lie; names can change.',
    newWarehouse: 'One more warehouse',
    warehouseExample: 'Such as: shop, second hall',
    peopleHelp:
      'An account and a role for each: a role says what is seen and done; sellers see no cost and no purchase price.',
    productHelp: 'Code, name and unit are enough, prices are welcome; the rest can follow later.',
    productFile:
      'A row for each product. Headings need not be ours: you match them in the next step, and they are remembered.',
    partnerHelp: 'From whom you buy, to whom you sell. One partner can be both.',
    partnerFile: 'A row for each, with a column “Customer” and a column “Supplier” that say “yes”.',
    stockHelp:
      'How much lies in the warehouse as you begin, and what it cost. What is imported is confirmed at once unless you say otherwise.',
    stockFile:
      'A row for each product: its code, quantity and unit cost. It may be the file that you imported the products from.',
    stockDraft: 'An opening stock document is still a draft; it counts once it is confirmed.',
    stockConfirm: 'Confirm it',
    noStock: 'No stock yet? Choose “Later”, and receive goods when they come.',
    fromFile: 'From Excel',
    byHand: 'Typed in by hand',
    newOne: 'New',
    newStock: 'New opening stock',
    toList: 'To the list',
    saleHelp:
      'A sales delivery, confirmed: stock goes down, cost is booked, the customer owes it, all at once.',
    saleDone: 'The first sale is confirmed.',
    toDeliveries: 'To the sales deliveries',
    saleDraft:
      'The delivery is written and still a draft. Open it, look at quantity and price, and press “Confirm”.',
    openDraft: 'Open the delivery',
    nothingToSell: 'There is nothing to sell yet. Enter the opening stock, or receive goods.',
    newReceipt: 'New purchase receipt',
    emptyDelivery: 'An empty delivery all the same',
    offer:
      'One unit of “{{product}}” from “{{warehouse}}” to “{{customer}}”. Quantity, price and customer can be changed on the document; until it is confirmed nothing moves.',
    offerGoods:
      'One unit of “{{product}}” from “{{warehouse}}”. Quantity and price can be changed on the document; until it is confirmed nothing moves.',
    customer: 'To whom',
    customerHelp: 'There is no customer yet; a name is enough.',
    write: 'Write the delivery',
    sold: 'The books have begun',
    soldHelp: 'The first sale is in the books: stock, cost and receivable are right.',
    soFar: 'So far, so good',
    soFarHelp:
      'What was left can be done at any time; home leads back here until you need it no more.',
    left: 'Not done yet',
    whatNext: 'What comes next',
    readBuying: 'Buying: order, receive, invoice',
    readSelling: 'Selling: order, deliver, take back',
    readStock: 'Stock: quantities and costs',
    readCounting: 'Counting what is there',
    readMoney: 'Money: payments and month ends',
    readPhone: 'On the phone: scan what comes and goes',
    readOpening: 'Enter what was owed before you began',
    finish: 'Done, back to home',
  },
};
