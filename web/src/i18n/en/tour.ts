/** The walk through the demo company. */
export const tour = {
  tour: {
    skip: 'Skip',
    back: 'Back',
    next: 'Next',
    end: 'Done',
    company: 'This is the demo company',
    companyText:
      'Half a year of made-up trade: purchases, sales, stock and money. Look at anything, try anything; your own books are apart from it.',
    menu: 'The way to every page',
    menuText:
      'By purchasing, sales, inventory and finance. Pages you opened stand in tabs above, with what is not saved yet.',
    find: 'Finds everything',
    findText: 'Ctrl+K, then a number, a product, a customer, a bar code or the name of a page.',
    toDo: 'What waits for you',
    toDoText:
      'Goods to receive and to deliver, drafts, products that run short. A click leads to the list.',
    figures: 'Every figure can be followed',
    figuresText:
      'Click a figure to see the documents it is made of, and from there the entries and how a cost came about.',
    guide: 'The question mark helps',
    guideText:
      'On every page it opens the guide at what is shown. This tour can be taken again below your name at the top right.',
    own: 'Then begin your own books',
    ownText:
      'Change to your own company at the top left: “Setting up” on its home page leads from products and opening stock to the first sale.',
  },
};
